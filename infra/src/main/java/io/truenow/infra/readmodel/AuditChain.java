package io.truenow.infra.readmodel;

import io.truenow.command.port.AuditLog;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Chains the facts of the event store by hashes, in the transaction that moves the processor's tracking token on. It is not made again from the facts:
 * that would chain whatever stands there. Thread-safe.
 */
@ProcessingGroup(AuditChain.NAME)
public final class AuditChain implements AuditLog {

    /** Name of the processing group. */
    public static final String NAME = "audit";

    private static final int PAGE = 500;
    private static final byte[] BEGINNING = new byte[32];
    private static final String FACT =
            "e.payload_type, e.payload_revision, e.payload, e.meta_data, e.aggregate_identifier, e.sequence_number,"
                    + " e.time_stamp, e.event_identifier";

    private final EntityManager entities;
    private final TransactionManager transactions;

    /** @param entities entity manager of the current transaction */
    public AuditChain(EntityManager entities, TransactionManager transactions) {
        this.entities = entities;
        this.transactions = transactions;
    }

    /** A fact: the next link. It is found by its identifier: of one that came late a tracking token has not its own position. */
    @EventHandler
    public void on(EventMessage<?> message) {
        Object[] fact = (Object[]) entities.createNativeQuery(
                        "SELECT e.global_index, " + FACT + " FROM domain_event_entry e WHERE e.event_identifier = ?1")
                .setParameter(1, message.getIdentifier())
                .getSingleResult();
        long position = number(fact[0]);
        List<?> last = entities.createNativeQuery("SELECT link, hash FROM audit_chain ORDER BY link DESC LIMIT 1")
                .getResultList();
        long link = last.isEmpty() ? 1 : number(((Object[]) last.getFirst())[0]) + 1;
        byte[] before = last.isEmpty() ? BEGINNING : (byte[]) ((Object[]) last.getFirst())[1];
        entities.createNativeQuery("INSERT INTO audit_chain (link, position, hash) VALUES (?1, ?2, ?3)")
                .setParameter(1, link)
                .setParameter(2, position)
                .setParameter(3, hash(before, link, position, fact, 1))
                .executeUpdate();
    }

    @Override
    public Verification verify(@Nullable String noted) {
        Noted wanted = noted == null ? null : Noted.of(noted);
        try {
            return transactions.fetchInTransaction(() -> verify(wanted));
        } catch (RuntimeException e) {
            throw new TrueNowException(ErrorCode.CATALOG_UNAVAILABLE, "The facts cannot be read.", e);
        }
    }

    /** A link that was noted earlier. */
    private record Noted(long link, String hash) {

        static Noted of(String text) {
            int colon = text.indexOf(':');
            try {
                long link = Long.parseLong(text.substring(0, Math.max(0, colon)));
                String hash = HexFormat.of().formatHex(HexFormat.of().parseHex(text.substring(colon + 1)));
                if (link > 0 && hash.length() == 2 * BEGINNING.length) {
                    return new Noted(link, hash);
                }
            } catch (IllegalArgumentException e) {
                throw refused(e);
            }
            throw refused(null);
        }

        private static TrueNowException refused(@Nullable Throwable cause) {
            return new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "A noted link is its number, a colon and 64 hexadecimal digits.",
                    "/noted",
                    null,
                    cause);
        }
    }

    private Verification verify(@Nullable Noted noted) {
        long link = 0;
        byte[] before = BEGINNING;
        boolean met = noted == null;
        for (; ; ) {
            List<?> page = entities.createNativeQuery("SELECT c.link, c.position, c.hash, " + FACT
                            + " FROM audit_chain c LEFT JOIN domain_event_entry e ON e.global_index = c.position"
                            + " WHERE c.link > ?1 ORDER BY c.link LIMIT " + PAGE)
                    .setParameter(1, link)
                    .getResultList();
            for (Object row : page) {
                Object[] values = (Object[]) row;
                long next = number(values[0]);
                long position = number(values[1]);
                byte[] stored = (byte[]) values[2];
                String problem = next != link + 1
                        ? "Link [" + (link + 1) + "] is missing."
                        : values[3] == null
                                ? "The fact at position [" + position + "] is missing."
                                : MessageDigest.isEqual(stored, hash(before, next, position, values, 3))
                                        ? null
                                        : "The fact at position [" + position + "], or its link, was changed.";
                if (problem != null) {
                    return found(link, before, link + 1, problem);
                }
                link = next;
                before = stored;
                if (noted != null && noted.link() == link) {
                    if (!noted.hash().equals(HexFormat.of().formatHex(stored))) {
                        return found(link, before, link, "The link is another one than was noted.");
                    }
                    met = true;
                }
            }
            if (page.size() < PAGE) {
                return met
                        ? found(link, before, null, null)
                        : found(link, before, link + 1, "The noted link is missing.");
            }
        }
    }

    private Verification found(long link, byte[] hash, @Nullable Long broken, @Nullable String problem) {
        long facts = count("SELECT count(*) FROM audit_chain");
        long waiting = count("SELECT count(*) FROM domain_event_entry e"
                + " WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.position = e.global_index)");
        return new Verification(facts, waiting, link, HexFormat.of().formatHex(hash), broken, problem);
    }

    private long count(String sql) {
        return number(entities.createNativeQuery(sql).getSingleResult());
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** Over the link before, number and position, and each value of the fact with its length, so that no two facts give the same bytes. */
    private static byte[] hash(byte[] before, long link, long position, @Nullable Object[] fact, int from) {
        MessageDigest digest = sha256();
        digest.update(before);
        digest.update(ByteBuffer.allocate(16).putLong(link).putLong(position).array());
        for (int i = from; i < fact.length; i++) {
            byte[] value = bytes(fact[i]);
            digest.update(ByteBuffer.allocate(4)
                    .putInt(fact[i] == null ? -1 : value.length)
                    .array());
            digest.update(value);
        }
        return digest.digest();
    }

    private static byte[] bytes(@Nullable Object value) {
        if (value == null) {
            return new byte[0];
        }
        return value instanceof byte[] bytes ? bytes : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
