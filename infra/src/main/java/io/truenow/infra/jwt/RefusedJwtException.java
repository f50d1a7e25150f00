package io.truenow.infra.jwt;

import java.io.Serial;

/** A JWT is not taken. It holds nothing of the JWT, and no trace of the stack, because anyone can cause it. */
final class RefusedJwtException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final JwtRefusal refusal;

    RefusedJwtException(JwtRefusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    JwtRefusal refusal() {
        return refusal;
    }

    /** Throws unless something holds. */
    static void require(boolean holds, JwtRefusal refusal) throws RefusedJwtException {
        if (!holds) {
            throw new RefusedJwtException(refusal);
        }
    }
}
