package io.wxsession.config;

import java.time.Duration;
import java.util.Optional;

/** Decryption of data from the phone. */
public interface DecryptConfig {

    /** How old the watermark of decrypted data may be; not judged if absent. */
    Optional<Duration> maxAge();
}
