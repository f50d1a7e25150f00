package io.truenow.infra.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A public key that JWTs are verified by. The key says by which algorithm: RS256 for one of RSA, ES256 for one of P-256; no header has a say.
 * Thread-safe.
 *
 * @param id its {@code kid}; null if it has none
 */
record VerificationKey(@Nullable String id, JWSAlgorithm algorithm, JWSVerifier verifier) {

    /** Least size of a modulus, in bits. */
    static final int MIN_RSA_BITS = 2048;

    /** Largest, so that nobody's signature costs more than a millisecond or so. */
    static final int MAX_RSA_BITS = 8192;

    /**
     * Of a key.
     *
     * @throws IllegalArgumentException with a sentence, if the key is too weak or of another kind
     */
    static VerificationKey of(@Nullable String id, PublicKey key) {
        try {
            return switch (key) {
                case RSAPublicKey rsa -> new VerificationKey(id, JWSAlgorithm.RS256, new RSASSAVerifier(checked(rsa)));
                case ECPublicKey ec -> new VerificationKey(id, JWSAlgorithm.ES256, new ECDSAVerifier(checked(ec)));
                default -> throw new IllegalArgumentException("The key is neither of RSA nor of the curve P-256.");
            };
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The key is not on its curve.", e);
        }
    }

    private static RSAPublicKey checked(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new IllegalArgumentException("The key of RSA has [" + bits + "] bits; it is to have from "
                    + MIN_RSA_BITS + " to " + MAX_RSA_BITS + ".");
        }
        BigInteger exponent = key.getPublicExponent();
        if (!exponent.testBit(0) || exponent.compareTo(BigInteger.TWO) < 0 || exponent.bitLength() > 64) {
            throw new IllegalArgumentException("The public exponent of the key of RSA is none that is used.");
        }
        return key;
    }

    private static ECPublicKey checked(ECPublicKey key) {
        if (!Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
            throw new IllegalArgumentException("The elliptic key is not of the curve P-256.");
        }
        return key;
    }
}
