package io.truenow.infra.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads public keys: one in PEM ({@code BEGIN PUBLIC KEY}), or a JWKS (RFC 7517). */
final class KeyDocument {

    /** Most keys of a document that are for signatures. */
    static final int MAX_KEYS = 16;

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private KeyDocument() {}

    /**
     * The keys of a document, at least one. Keys of a JWKS that are for something else, or of another algorithm, are passed over.
     *
     * @throws IllegalArgumentException with a sentence, if there is none, or one that is too weak
     */
    static List<VerificationKey> read(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8).strip();
        List<VerificationKey> keys = text.startsWith("{") ? set(text) : List.of(pem(text));
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("There are [" + keys.size()
                    + "] keys for RS256 and ES256 in it; there are to be from 1 to " + MAX_KEYS + ".");
        }
        return keys;
    }

    private static VerificationKey pem(String text) {
        if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.indexOf(END) != text.length() - END.length()) {
            throw new IllegalArgumentException("It is neither a JWKS nor one public key in PEM, which begins with "
                    + BEGIN + " and ends with " + END + ".");
        }
        byte[] encoded;
        try {
            String body = text.substring(BEGIN.length(), text.length() - END.length());
            encoded = Base64.getMimeDecoder().decode(body.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The public key in PEM is damaged.", e);
        }
        PublicKey rsa = key("RSA", encoded);
        PublicKey found = rsa != null ? rsa : key("EC", encoded);
        if (found == null) {
            throw new IllegalArgumentException("The public key in PEM is neither of RSA nor of an elliptic curve.");
        }
        return VerificationKey.of(null, found);
    }

    private static @Nullable PublicKey key(String algorithm, byte[] encoded) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException another) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has keys of RSA and of elliptic curves.", e);
        }
    }

    private static List<VerificationKey> set(String text) {
        List<VerificationKey> keys = new ArrayList<>();
        try {
            for (JWK key : JWKSet.parse(text).getKeys()) {
                VerificationKey usable = usable(key);
                if (usable != null) {
                    keys.add(usable);
                }
            }
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("The JWKS cannot be read.", e);
        }
        return keys;
    }

    private static @Nullable VerificationKey usable(JWK key) throws JOSEException {
        if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
            return null;
        }
        PublicKey bare =
                switch (key) {
                    case RSAKey rsa -> rsa.toRSAPublicKey();
                    case ECKey ec when ec.getCurve().equals(Curve.P_256) -> ec.toECPublicKey();
                    default -> null;
                };
        if (bare == null) {
            return null;
        }
        VerificationKey usable = VerificationKey.of(key.getKeyID(), bare);
        return key.getAlgorithm() == null || key.getAlgorithm().equals(usable.algorithm()) ? usable : null;
    }
}
