package io.wxsession.simulator.state;

import java.util.Arrays;
import java.util.Optional;

/** The faults that can be injected; each was seen in production between a server and WeChat. */
public enum Fault {
    ESCAPED_SLASH("answers with \\/ for each / in base64"),
    EXPIRES_IN("adds the meaningless expires_in of old accounts"),
    EXTRA_FIELDS("adds fields that nobody knows"),
    ERRCODE_ZERO("says errcode 0 on success, as until 2019"),
    ERRCODE_AS_STRING("sends the errcode as a string"),
    JSON_CONTENT_TYPE("labels JSON as application/json instead of text/plain"),
    TEXT_CONTENT_TYPE("labels JSON as text/plain instead of application/json"),
    BOM("begins with a byte order mark"),
    GZIP("compresses without being asked"),
    WITHOUT_OPENID("leaves the openid out"),
    WITHOUT_SESSION_KEY("leaves the session_key out"),
    MALFORMED_SESSION_KEY("gives a session_key of the wrong length"),
    WITHOUT_ACCESS_TOKEN("leaves the access_token out"),
    WITHOUT_EXPIRES_IN("leaves the expires_in out"),
    WITHOUT_PHONE_INFO("leaves the phone_info out"),
    FOREIGN_WATERMARK("gives the phone number with the watermark of another app"),
    NUMBER_OPENID("gives a number as openid"),
    WITH_UNIONID("gives a unionid though the app has none"),
    WITHOUT_UNIONID("leaves the unionid out"),
    SLOW("answers rightly, after delaySeconds"),
    TRICKLE("answers rightly, one byte a second"),
    HANG("takes the request and never answers"),
    RESET_BEFORE("closes the connection before it does anything"),
    PROCESS_THEN_DROP("uses the code up and closes the connection without an answer"),
    PROCESS_THEN_HANG("uses the code up and never answers"),
    RESET_MID_BODY("uses the code up and closes the connection amid the answer"),
    HTTP_502("a gateway answers 502 with HTML"),
    HTTP_504("a gateway answers 504 with HTML"),
    HTTP_412("a gateway answers 412 with nothing"),
    HTTP_429("a gateway answers 429 with HTML"),
    HTML("a captive page answers 200 with HTML"),
    EMPTY("answers 200 with nothing"),
    TRUNCATED_JSON("answers half a JSON object"),
    NOT_JSON("answers plain words"),
    JSON_ARRAY("answers a JSON array"),
    JSON_NULL("answers null"),
    HUGE("answers rightly, with 5 MB of ballast");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    /** The name in the control API, such as {@code reset-mid-body}. */
    public String word() {
        return name().toLowerCase().replace('_', '-');
    }

    /** What the fault does. */
    public String description() {
        return description;
    }

    /** The fault of that name. */
    public static Optional<Fault> byWord(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
    }
}
