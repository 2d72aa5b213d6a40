package io.wxsession.simulator;

/** One API of WeChat. */
record Endpoint(String path, Dialect dialect) {

    static Endpoint sns(String path) {
        return new Endpoint(path, Dialect.SNS);
    }

    static Endpoint api(String path) {
        return new Endpoint(path, Dialect.API);
    }
}
