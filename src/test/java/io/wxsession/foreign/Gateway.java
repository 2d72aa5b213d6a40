package io.wxsession.foreign;

/** A running gateway with an example configuration of this project, moved to ports of this machine. */
interface Gateway extends AutoCloseable {

    /** Where phones connect. */
    int port();

    @Override
    void close();
}
