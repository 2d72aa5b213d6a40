package io.wxsession.http;

/** The order in which our filters meet a request: the largest number first, and all before the routes of Quarkus REST. */
public final class FilterOrder {

    /** What is refused has a request id too. */
    public static final int REQUEST_ID = 30_000;
    public static final int INCOMING_CONNECTIONS = 26_000;
    /** Answers by itself. It must see the path unchanged, and never reads a body. */
    public static final int FORWARD_AUTHENTICATION = 20_000;
    public static final int WELL_FORMED_REQUEST = 16_000;
    public static final int NO_STORE = 15_000;
    /** Has requests of its own, whose bodies it reads itself. */
    public static final int SIMULATOR = 12_000;
    public static final int BODY_LIMIT = 10_000;
    public static final int CONTENT_TYPE = 9_000;

    private FilterOrder() {
    }
}
