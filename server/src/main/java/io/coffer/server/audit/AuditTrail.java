package io.coffer.server.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trail of the store: what is written to it, what is read from it, and what is removed. */
public final class AuditTrail {
    private static final Logger TRAIL = LoggerFactory.getLogger("coffer.audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    /** Refusals cost their sender nothing, so no sender may fill the trail with them. */
    private static final int REFUSALS_PER_MINUTE = 60;

    private static final int SENDERS = 10_000;

    private final AuditChain chain;
    private final AuditReading reading;
    private final AuditRetention retention;
    private final AuditVerification verification;
    private final InstantSource clock;
    private final AtomicLong omitted = new AtomicLong();
    private final Cache<String, AtomicInteger> refusals;

    public AuditTrail(ControlRecords records, InstantSource clock) {
        this.chain = new AuditChain(records, clock);
        this.reading = new AuditReading(records);
        this.retention = new AuditRetention(records, chain);
        this.clock = clock;
        this.verification = new AuditVerification(records, chain);
        this.refusals = Caffeine.newBuilder()
                .maximumSize(SENDERS)
                .expireAfterWrite(Duration.ofMinutes(1))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * A change that is asked for, on its way through authorization.
     *
     * @param endings what a failure says of the outcome
     */
    public AuditedChange change(
            Supplier<AuditedRequest> request, Function<RuntimeException, AuditOutcome.Ending> endings) {
        return new RecordedChange(this, request, endings);
    }

    /** A change that was begun. It ends once; if it never does, its outcome stays unknown. */
    final class Intent {
        private final AuditChain.Written written;

        private Intent(AuditChain.Written written) {
            this.written = written;
        }

        void succeeded(Map<String, String> made) {
            end(AuditOutcome.succeeded(clock.instant(), made));
        }

        void ended(AuditOutcome.Ending ending) {
            end(AuditOutcome.of(clock.instant(), ending));
        }

        /** The change is done or not, whatever becomes of its record now. */
        private void end(AuditOutcome outcome) {
            try {
                TRAIL.info("{}", chain.settle(written, outcome).line());
            } catch (RuntimeException failure) {
                LOG.error(
                        "the outcome {} of audit record {} cannot be written; it stays unknown",
                        outcome.result(),
                        written.number(),
                        failure);
                TRAIL.info("{}", written.stored().line());
            }
        }
    }

    /** @throws StorageException of kind UNAVAILABLE when the record cannot be written: the change must not run then */
    Intent begin(AuditedRequest request) {
        try {
            return new Intent(append(request, Optional.empty()));
        } catch (RuntimeException failure) {
            throw new StorageException(
                    StorageException.Kind.UNAVAILABLE,
                    "the audit record of request " + request.requestId() + " cannot be written",
                    failure);
        }
    }

    /** Nothing was changed, so the refusal stands even when it cannot be recorded. */
    void refused(AuditedRequest request, AuditOutcome.Ending ending) {
        if (!mayRecordRefusal(request)) {
            omitted.incrementAndGet();
            return;
        }
        try {
            AuditOutcome outcome = AuditOutcome.of(clock.instant(), ending);
            TRAIL.info("{}", append(request, Optional.of(outcome)).stored().line());
        } catch (RuntimeException failure) {
            LOG.error("the refusal of request {} cannot be recorded", request.requestId(), failure);
        }
    }

    private AuditChain.Written append(AuditedRequest request, Optional<AuditOutcome> outcome) {
        long untold = omitted.getAndSet(0);
        try {
            return chain.append(request.bounded(), untold, outcome);
        } catch (RuntimeException failure) {
            omitted.addAndGet(untold);
            throw failure;
        }
    }

    private boolean mayRecordRefusal(AuditedRequest request) {
        // never by key or address, of which a sender can have many
        Actor caller = request.caller();
        String sender = caller.account().orElse("") + "/" + caller.id().orElse("");
        AtomicInteger count = refusals.get(sender, unknown -> new AtomicInteger());
        return count.incrementAndGet() <= REFUSALS_PER_MINUTE;
    }

    /** @param before the number behind which the page begins; newest first */
    public AuditReading.Page list(AuditReading.Query query, Optional<Long> before, int limit) {
        return reading.list(query, before, limit);
    }

    /** @param known a link that was noted earlier and must still be there */
    public AuditVerification.Report verify(Optional<Link> known) {
        return verification.verify(known);
    }

    /** The newest record that is known of. */
    public Link head() {
        return chain.head();
    }

    /** @return how many were removed */
    public long removeBefore(Instant time) {
        return retention.removeBefore(time);
    }
}
