package io.wxsession.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/** Reads a private key and derives its public key, which a PKCS#8 file need not contain and JDK 17 cannot compute. */
class PemKeyReader {

    private static final int MIN_RSA_BITS = 2048;

    private PemKeyReader() {
    }

    /**
     * Reads one key.
     *
     * @throws IOException if the file cannot be read
     * @throws GeneralSecurityException with a reason for the operator if the file has no usable key
     */
    static SigningKey read(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, ISO_8859_1);
        try {
            byte[] pkcs8 = pkcs8(text);
            AsymmetricKeyParameter key = PrivateKeyFactory.createKey(pkcs8);
            if (key instanceof RSAPrivateCrtKeyParameters rsa) {
                if (rsa.getModulus().bitLength() < MIN_RSA_BITS) {
                    throw new GeneralSecurityException("RSA keys need at least " + MIN_RSA_BITS + " bits");
                }
                return key(file, pkcs8, "RSA", AlgorithmIdentifiers.RSA_USING_SHA256,
                        new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent()));
            }
            if (key instanceof Ed25519PrivateKeyParameters ed25519) {
                return key(file, pkcs8, "Ed25519", AlgorithmIdentifiers.EDDSA, ed25519.generatePublicKey());
            }
            if (key instanceof ECPrivateKeyParameters ec && isP256(ec)) {
                return key(file, pkcs8, "EC", AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                        new ECPublicKeyParameters(ec.getParameters().getG().multiply(ec.getD()), ec.getParameters()));
            }
        } catch (RuntimeException | IOException | JoseException e) {
            throw new GeneralSecurityException("not a readable PKCS#8 key");
        }
        throw new GeneralSecurityException("only EC P-256, RSA and Ed25519 keys can sign");
    }

    private static byte[] pkcs8(String text) throws IOException, GeneralSecurityException {
        PemObject object = new PemReader(new StringReader(text)).readPemObject();
        if (object == null || !object.getType().equals("PRIVATE KEY")) {
            throw new GeneralSecurityException("no PEM block PRIVATE KEY (PKCS#8)");
        }
        return object.getContent();
    }

    private static boolean isP256(ECPrivateKeyParameters key) {
        return key.getParameters() instanceof ECNamedDomainParameters named
                && (named.getName().equals(SECObjectIdentifiers.secp256r1)
                        || named.getName().equals(X9ObjectIdentifiers.prime256v1));
    }

    private static SigningKey key(Path file, byte[] pkcs8, String type, String algorithm, AsymmetricKeyParameter publicPart)
            throws IOException, GeneralSecurityException, JoseException {
        KeyFactory factory = KeyFactory.getInstance(type);
        byte[] spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicPart).getEncoded();
        PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(spki));
        PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(publicKey);
        jwk.setPrivateKey(privateKey);
        jwk.setAlgorithm(algorithm);
        jwk.setUse("sig");
        jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
        return new SigningKey(file.getFileName().toString(), jwk, Files.getLastModifiedTime(file).toInstant());
    }
}
