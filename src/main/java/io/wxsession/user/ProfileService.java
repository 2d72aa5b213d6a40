package io.wxsession.user;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.session.Session;
import io.wxsession.sessionkey.SignatureVerifier;
import io.wxsession.user.UserChangeStore.ProfileOutcome;

/** Writes profiles. */
@ApplicationScoped
class ProfileService {

    private final UserChangeStore changes;
    private final SignatureVerifier signatures;
    private final Validator validator;
    private final ObjectMapper json;

    ProfileService(UserChangeStore changes, SignatureVerifier signatures, Validator validator, ObjectMapper json) {
        this.validator = validator;
        this.changes = changes;
        this.signatures = signatures;
        this.json = json;
    }

    /**
     * Writes a profile.
     *
     * @return whether this registered the user; fails with {@code signature_mismatch}, or {@code session_revoked} if the user
     *         is gone
     */
    Uni<Boolean> write(Session session, ProfileRequest profile) {
        if (profile.rawData() == null) {
            return save(session, profile);
        }
        if (profile.signature() == null) {
            throw Problem.invalid("signature", "is required with rawData").exception();
        }
        return signatures.verify(session, profile.rawData(), profile.signature()).chain(genuine -> genuine
                ? save(session, completed(profile))
                : Uni.createFrom().failure(Problem.of(ProblemCode.SIGNATURE_MISMATCH).exception()));
    }

    private Uni<Boolean> save(Session session, ProfileRequest profile) {
        return changes.writeProfile(session.userId(), session.appId(), profile.nickName(), profile.avatarUrl())
                .map(outcome -> {
                    if (outcome == ProfileOutcome.USER_GONE) {
                        throw Problem.of(ProblemCode.SESSION_REVOKED).exception();
                    }
                    return outcome == ProfileOutcome.REGISTERED;
                });
    }

    private ProfileRequest completed(ProfileRequest profile) {
        try {
            JsonNode data = json.readTree(profile.rawData().value());
            ProfileRequest completed = new ProfileRequest(
                    Optional.ofNullable(profile.nickName()).orElse(Secret.ofNullable(data.path("nickName").textValue())),
                    Optional.ofNullable(profile.avatarUrl()).orElse(Secret.ofNullable(data.path("avatarUrl").textValue())),
                    null, null);
            if (!data.isObject() || !validator.validate(completed).isEmpty()) {
                throw Problem.invalid("rawData", "is not a valid profile").exception();
            }
            return completed;
        } catch (JsonProcessingException e) {
            throw Problem.invalid("rawData", "is not JSON").exception();
        }
    }
}
