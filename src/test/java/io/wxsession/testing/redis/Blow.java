package io.wxsession.testing.redis;

/** What befalls a process. */
public enum Blow {
    /** It dies, and the system closes its connections. */
    SIGKILL {
        @Override
        public void hit(RedisProcess process) {
            process.kill();
        }
    },
    /** It hangs: its connections stay and new ones are accepted, but nothing is answered. */
    SIGSTOP {
        @Override
        public void hit(RedisProcess process) {
            process.freeze();
        }
    };

    /** Strikes a process. */
    public abstract void hit(RedisProcess process);
}
