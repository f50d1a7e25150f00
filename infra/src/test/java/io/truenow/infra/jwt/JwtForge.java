package io.truenow.infra.jwt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes JWTs, right ones and wrong ones, out of their parts and with the JDK alone, so that no library's care stands between. */
public final class JwtForge {

    private JwtForge() {}

    /** A pair of RSA. */
    public static KeyPair rsa(int bits) {
        return pair("RSA", bits, null);
    }

    /** A pair of a curve. */
    public static KeyPair ec(String curve) {
        return pair("EC", 0, curve);
    }

    private static KeyPair pair(String algorithm, int bits, @Nullable String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve == null) {
                generator.initialize(bits);
            } else {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A public key as PEM. */
    public static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** A public key as an entry of a JWKS. */
    public static String jwk(String id, PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa ->
                "{\"kty\":\"RSA\",\"kid\":\"" + id + "\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\""
                        + base64(unsigned(rsa.getModulus(), 0)) + "\",\"e\":\""
                        + base64(unsigned(rsa.getPublicExponent(), 0)) + "\"}";
            case ECPublicKey ec ->
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"" + id + "\",\"x\":\""
                        + base64(unsigned(ec.getW().getAffineX(), 32)) + "\",\"y\":\""
                        + base64(unsigned(ec.getW().getAffineY(), 32)) + "\"}";
            default -> throw new AssertionError(key);
        };
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        byte[] all = new byte[Math.max(length, bytes.length - from)];
        System.arraycopy(bytes, from, all, all.length - (bytes.length - from), bytes.length - from);
        return all;
    }

    /** Base64 for addresses, without padding. */
    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The same of a text. */
    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Signed by RS256. */
    public static String rs256(String header, String claims, PrivateKey key) {
        return signed(header, claims, "SHA256withRSA", key);
    }

    /** Signed by ES256, its two numbers side by side. */
    public static String es256(String header, String claims, PrivateKey key) {
        return signed(header, claims, "SHA256withECDSAinP1363Format", key);
    }

    /** Signed by an algorithm of the JDK, whatever the header says. */
    public static String signed(String header, String claims, String algorithm, PrivateKey key) {
        String input = base64(header) + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** With a code by HMAC-SHA256 in place of the signature. */
    public static String hs256(String header, String claims, byte[] key) {
        String input = base64(header) + "." + base64(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
