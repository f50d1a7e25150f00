package io.truenow.infra.jwt;

import java.util.Locale;

/** Why a JWT is not taken. The caller is not told; the owner of the server sees how often. */
public enum JwtRefusal {
    /** Too long, or not three parts of canonical Base64 with a signed header and claims in them. */
    FORM,
    /** A header that names a type, a key or an extension that is not taken. */
    HEADER,
    /** Another algorithm than the key is for. */
    ALGORITHM,
    /** No key of its name is known. */
    KEY,
    /** Not signed by the key. */
    SIGNATURE,
    /** Another issuer's. */
    ISSUER,
    /** For another audience. */
    AUDIENCE,
    /** Without an end, or over. */
    EXPIRED,
    /** Not begun, or issued in the future. */
    EARLY,
    /** Without a subject that can be written down. */
    SUBJECT,
    /** Without a role that there is. */
    ROLE,
    /** For a tenant that is not let in. */
    TENANT,
    /** With a scope that nobody can follow. */
    SCOPE;

    /** The label of the meter. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
