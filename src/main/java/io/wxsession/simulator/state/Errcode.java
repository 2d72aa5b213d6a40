package io.wxsession.simulator.state;

/** The errcodes with which the simulator refuses calls. WeChat documentation: 全局返回码. */
public final class Errcode {

    public static final int NOT_LATEST_TOKEN = 40001;
    public static final int INVALID_GRANT_TYPE = 40002;
    public static final int INVALID_OPENID = 40003;
    public static final int INVALID_APPID = 40013;
    public static final int INVALID_TOKEN = 40014;
    public static final int INVALID_CODE = 40029;
    public static final int INVALID_SECRET = 40125;
    public static final int CODE_USED = 40163;
    public static final int TOKEN_MISSING = 41001;
    public static final int APPID_MISSING = 41002;
    public static final int SECRET_MISSING = 41004;
    public static final int CODE_MISSING = 41008;
    public static final int TOKEN_EXPIRED = 42001;
    public static final int GET_REQUIRED = 43001;
    public static final int POST_REQUIRED = 43002;
    public static final int EMPTY_BODY = 44002;
    public static final int DAILY_QUOTA = 45009;
    public static final int MALFORMED_BODY = 47001;
    public static final int NO_SESSION_KEY = 87007;
    public static final int INVALID_SIGNATURE_METHOD = 87008;
    public static final int INVALID_SIGNATURE = 87009;

    private Errcode() {
    }
}
