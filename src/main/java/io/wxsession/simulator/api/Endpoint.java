package io.wxsession.simulator.api;

/** The path and dialect of one of WeChat's endpoints. */
record Endpoint(String path, Dialect dialect) {

    static Endpoint sns(String path) {
        return new Endpoint(path, Dialect.SNS);
    }

    static Endpoint api(String path) {
        return new Endpoint(path, Dialect.API);
    }
}
