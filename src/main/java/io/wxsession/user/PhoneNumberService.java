package io.wxsession.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Limit;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.Problem.Violation;
import io.wxsession.http.ProblemCode;
import io.wxsession.limit.LimitName;
import io.wxsession.limit.RateLimiter;
import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.Session;
import io.wxsession.sessionkey.DecryptionService;
import io.wxsession.user.PhoneNumberResource.PhoneNumberRequest;
import io.wxsession.wechat.PhoneNumberClient;
import io.wxsession.wechat.app.App;
import io.wxsession.wechat.app.Apps;

/** Fetches a user's phone number from WeChat and stores it sealed. */
@ApplicationScoped
class PhoneNumberService {

    private final Apps apps;
    private final PhoneNumberClient wechat;
    private final DecryptionService decryption;
    private final UserStore users;
    private final RateLimiter limiter;
    private final Limit limit;

    PhoneNumberService(Apps apps, PhoneNumberClient wechat, DecryptionService decryption, UserStore users, RateLimiter limiter,
            WxsessionConfig config) {
        this.apps = apps;
        this.wechat = wechat;
        this.decryption = decryption;
        this.users = users;
        this.limiter = limiter;
        this.limit = config.limits().phoneFailuresPerUser();
    }

    Uni<PhoneNumber> fetchAndStore(SessionPrincipal principal, PhoneNumberRequest request) {
        Session session = principal.session();
        Uni<PhoneNumber> number = request.code() != null ? byCode(session, request) : byData(principal, request);
        return number.call(it -> users.keepPhoneNumber(session.userId(), session.appId(), session.openid(), it));
    }

    private Uni<PhoneNumber> byCode(Session session, PhoneNumberRequest request) {
        App app = apps.byId(session.appId()).orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_APP).exception());
        return limiter.limitFailures(limit, LimitName.PHONE, session.userId().value(),
                () -> wechat.phoneInfo(app, request.code(), session.openid()), Set.of(ProblemCode.CODE_INVALID))
                .map(PhoneNumber::attested);
    }

    private Uni<PhoneNumber> byData(SessionPrincipal principal, PhoneNumberRequest request) {
        List<Violation> missing = new ArrayList<>();
        if (request.encryptedData() == null) {
            missing.add(new Violation("encryptedData", "is required without a code"));
        }
        if (request.iv() == null) {
            missing.add(new Violation("iv", "is required without a code"));
        }
        if (!missing.isEmpty()) {
            throw Problem.invalid(missing).exception();
        }
        return decryption.decrypt(principal.handle(), principal.session(), request.encryptedData(), request.iv(),
                data -> PhoneNumber.of(data.json()));
    }
}
