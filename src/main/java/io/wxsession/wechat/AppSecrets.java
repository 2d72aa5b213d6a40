package io.wxsession.wechat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.log.LogInterval;
import io.wxsession.wechat.app.App;

/**
 * Chooses between two secrets of an app while its AppSecret is being reset. WeChat refuses a wrong secret with 40125 before it
 * looks at a code, so the code may be sent again with the other secret; after any other outcome it is not.
 */
@ApplicationScoped
class AppSecrets {

    private static final int WRONG_SECRET = 40125;

    /** By AppID the secret that WeChat accepted last, if it was the previous one. */
    private final Map<String, Secret> accepted = new ConcurrentHashMap<>();
    private final LogInterval warnings = new LogInterval(Duration.ofHours(1));

    /** The response to a call with the secret that WeChat accepts; if it accepts none, the one to the last call. */
    Uni<WechatResponse> call(App app, Function<Secret, Uni<WechatResponse>> call) {
        if (app.previousSecret().isEmpty()) {
            return call.apply(app.secret());
        }
        Secret previous = app.previousSecret().get();
        boolean previousFirst = previous.equals(accepted.get(app.id()));
        return call.apply(previousFirst ? previous : app.secret()).chain(response -> response.errcode() != WRONG_SECRET
                ? Uni.createFrom().item(response)
                : call.apply(previousFirst ? app.secret() : previous).invoke(second -> note(app, second, !previousFirst)));
    }

    private void note(App app, WechatResponse response, boolean wasPrevious) {
        if (response.errcode() == WRONG_SECRET) {
            return;
        }
        Optional<Secret> last = wasPrevious ? app.previousSecret() : Optional.empty();
        last.ifPresentOrElse(secret -> accepted.put(app.id(), secret), () -> accepted.remove(app.id()));
        if (wasPrevious && warnings.isDue(app.id())) {
            Log.warnf("WeChat refuses the app-secret of app %s and accepts its app-secret-previous", app.id());
        }
    }
}
