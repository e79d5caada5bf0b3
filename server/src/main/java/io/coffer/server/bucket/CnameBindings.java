package io.coffer.server.bucket;

import io.coffer.model.BucketName;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which bucket a domain of a customer's own stands for: one record for each domain, so that two buckets cannot have one
 * domain. A binding names the bucket's id as well and is void once the bucket is gone, whoever makes one of its name.
 */
public final class CnameBindings {
    private static final String BINDINGS = "cname/";
    private static final String TOKENS = "cname-token/";
    private static final Duration TOKEN_LIFE = Duration.ofDays(3);

    private final ControlRecords records;
    private final Buckets buckets;
    private final Predicate<String> ownership;
    private final Clock clock;

    /** @param ownership whether the operator answers for it that a domain may be bound */
    public CnameBindings(ControlRecords records, Buckets buckets, Predicate<String> ownership, Clock clock) {
        this.records = records;
        this.buckets = buckets;
        this.ownership = ownership;
        this.clock = clock;
    }

    /** @param bound whole seconds */
    public record Binding(String domain, String bucket, String bucketId, Instant bound) {}

    /** Proves, in a TXT record of the domain, that its owner wants the binding. */
    public record Token(String token, Instant expires) {}

    /** The bucket that a domain stands for. */
    public Optional<String> bucketOf(String domain) {
        return records.get(BINDINGS + domain, Binding.class)
                .map(ControlRecords.Stored::value)
                .filter(this::isAlive)
                .map(Binding::bucket);
    }

    private boolean isAlive(Binding binding) {
        return buckets.find(new BucketName(binding.bucket()))
                .filter(bucket -> bucket.record().id().equals(binding.bucketId()))
                .isPresent();
    }

    /** The bucket's domains, by name. */
    public List<Binding> of(BucketSnapshot bucket) {
        return records.list(BINDINGS, Binding.class).stream()
                .map(ControlRecords.Stored::value)
                .filter(binding -> binding.bucketId().equals(bucket.record().id()))
                .toList();
    }

    /**
     * Binds a domain; one that is bound to the bucket stays so.
     *
     * @throws OssException when nobody answers for the domain, or another bucket has it
     */
    public void bind(BucketSnapshot bucket, String domain) {
        if (!ownership.test(domain)) {
            throw OssError.NEED_VERIFY_DOMAIN_OWNERSHIP.with("Cname", domain);
        }
        Binding wanted = new Binding(
                domain,
                bucket.record().name(),
                bucket.record().id(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        while (!tryToBind(wanted)) {
            // another request bound or released the domain in between
        }
    }

    private boolean tryToBind(Binding wanted) {
        Optional<ControlRecords.Stored<Binding>> present = records.get(BINDINGS + wanted.domain(), Binding.class);
        if (present.isPresent()) {
            Binding binding = present.get().value();
            if (binding.bucketId().equals(wanted.bucketId())) {
                return true;
            }
            if (isAlive(binding)) {
                throw OssError.CNAME_ALREADY_EXISTS.with("Cname", wanted.domain());
            }
        }
        Condition unchanged =
                present.map(stored -> Condition.generation(stored.generation())).orElse(Condition.ABSENT);
        return holds(() -> records.put(BINDINGS + wanted.domain(), wanted, unchanged));
    }

    /** @throws OssException {@link OssError#NO_SUCH_CNAME} */
    public void release(BucketSnapshot bucket, String domain) {
        boolean done = false;
        while (!done) {
            ControlRecords.Stored<Binding> present = records.get(BINDINGS + domain, Binding.class)
                    .filter(stored ->
                            stored.value().bucketId().equals(bucket.record().id()))
                    .orElseThrow(() -> OssError.NO_SUCH_CNAME.with("Cname", domain));
            done = holds(() -> records.delete(BINDINGS + domain, Condition.generation(present.generation())));
        }
    }

    private static boolean holds(Runnable write) {
        try {
            write.run();
            return true;
        } catch (StorageException moved) {
            if (moved.kind() != StorageException.Kind.CONFLICT) {
                throw moved;
            }
            return false;
        }
    }

    /** A token for the domain: the one there is, or a new one when it has expired. */
    public Token createToken(BucketSnapshot bucket, String domain) {
        Optional<Token> present = token(bucket, domain);
        if (present.isPresent()) {
            return present.get();
        }
        Token token = new Token(
                BucketStore.newId(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(TOKEN_LIFE));
        records.put(tokenName(bucket, domain), token, Condition.ANY);
        return token;
    }

    /** The token for the domain, unless it has expired. */
    public Optional<Token> token(BucketSnapshot bucket, String domain) {
        return records.get(tokenName(bucket, domain), Token.class)
                .map(ControlRecords.Stored::value)
                .filter(token -> clock.instant().isBefore(token.expires()));
    }

    /** Removes bindings of buckets that are gone, and tokens that have expired. */
    public void sweep() {
        records.list(BINDINGS, Binding.class).stream()
                .filter(stored -> !isAlive(stored.value()))
                .forEach(this::remove);
        records.list(TOKENS, Token.class).stream()
                .filter(stored -> !clock.instant().isBefore(stored.value().expires()))
                .forEach(this::remove);
    }

    /** One that was written anew in between stays. */
    private void remove(ControlRecords.Stored<?> stored) {
        holds(() -> records.delete(stored.name(), Condition.generation(stored.generation())));
    }

    private static String tokenName(BucketSnapshot bucket, String domain) {
        return TOKENS + bucket.record().id() + "/" + domain;
    }
}
