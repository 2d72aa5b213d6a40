package io.wxsession.user;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.problem.Problem;
import io.wxsession.problem.Problem.Violation;
import io.wxsession.problem.ProblemCode;
import io.wxsession.session.Session;
import io.wxsession.session.SessionPrincipal;
import io.wxsession.session.UserId;
import io.wxsession.sessionkey.Decryption;
import io.wxsession.user.PhoneNumberResource.PhoneRequest;
import io.wxsession.wechat.Apps;
import io.wxsession.wechat.WechatPhones;

/** Learns a user's phone number from WeChat and keeps it sealed. */
@ApplicationScoped
class PhoneNumberService {

    private final Apps apps;
    private final WechatPhones wechat;
    private final Decryption decryption;
    private final UserStore users;

    PhoneNumberService(Apps apps, WechatPhones wechat, Decryption decryption, UserStore users) {
        this.apps = apps;
        this.wechat = wechat;
        this.decryption = decryption;
        this.users = users;
    }

    Uni<PhoneNumber> learn(SessionPrincipal caller, PhoneRequest request) {
        Session session = caller.session();
        Uni<PhoneNumber> number = request.code() != null ? byCode(session, request) : byData(caller, request);
        return number.call(it -> users.keepPhone(UserId.of(session), session.appId(), session.openid(), it));
    }

    private Uni<PhoneNumber> byCode(Session session, PhoneRequest request) {
        return wechat.phoneInfo(apps.byId(session.appId()).orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_APP).exception()),
                request.code(), session.openid())
                .map(info -> PhoneNumber.attested(info)
                        .orElseThrow(() -> Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception()));
    }

    private Uni<PhoneNumber> byData(SessionPrincipal caller, PhoneRequest request) {
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
        return decryption.decrypt(caller.handle(), caller.session(), request.encryptedData(), request.iv(),
                data -> PhoneNumber.of(data.json()));
    }
}
