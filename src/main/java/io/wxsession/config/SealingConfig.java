package io.wxsession.config;

import java.util.List;
import java.util.Optional;

/** Encryption of what Redis keeps for us. */
public interface SealingConfig {

    /** The key ring, each key as {@code id:base64 of 32 bytes}. The first seals, all open. */
    Optional<List<String>> keys();
}
