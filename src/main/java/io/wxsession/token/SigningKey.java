package io.wxsession.token;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

import org.jose4j.jwk.PublicJsonWebKey;

/**
 * A key pair of the key directory.
 *
 * @param fileName the name of its file
 * @param jwk private and public key; its key id is the RFC 7638 thumbprint
 * @param written when its file was last written
 */
public record SigningKey(String fileName, PublicJsonWebKey jwk, Instant written) {

    String kid() {
        return jwk.getKeyId();
    }

    String algorithm() {
        return jwk.getAlgorithm();
    }

    PrivateKey privateKey() {
        return jwk.getPrivateKey();
    }

    PublicKey publicKey() {
        return jwk.getPublicKey();
    }

    @Override
    public String toString() {
        return fileName + " (" + kid() + ")";
    }
}
