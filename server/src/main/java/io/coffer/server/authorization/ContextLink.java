package io.coffer.server.authorization;

import io.coffer.server.authorization.policy.ContextKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One or several keys of a context, whose values are known or can be found. */
sealed interface ContextLink {
    @Nullable
    String value(String canonicalKey);

    /** Puts what is known already under the keys as they were written. */
    void show(Map<String, String> values);

    /** The link itself when it holds nothing but its values, and those are not long. */
    ContextLink kept(int longest);

    default ContextLink telling(Runnable unsought) {
        return this;
    }

    private static String cut(String value, int longest) {
        return value.length() <= longest ? value : value.substring(0, longest);
    }

    record NoLink() implements ContextLink {
        @Override
        public @Nullable String value(String canonicalKey) {
            return null;
        }

        @Override
        public void show(Map<String, String> values) {}

        @Override
        public ContextLink kept(int longest) {
            return this;
        }
    }

    record Known(ContextKey key, String value) implements ContextLink {
        @Override
        public @Nullable String value(String canonicalKey) {
            return key.canonical().equals(canonicalKey) ? value : null;
        }

        @Override
        public void show(Map<String, String> values) {
            values.put(key.name(), value);
        }

        @Override
        public ContextLink kept(int longest) {
            return value.length() <= longest ? this : new Known(key, cut(value, longest));
        }
    }

    /** Written out only for who looks, since every request has one. */
    record Moment(ContextKey key, Instant moment) implements ContextLink {
        @Override
        public @Nullable String value(String canonicalKey) {
            return key.canonical().equals(canonicalKey) ? moment.toString() : null;
        }

        @Override
        public void show(Map<String, String> values) {
            values.put(key.name(), moment.toString());
        }

        @Override
        public ContextLink kept(int longest) {
            return this;
        }
    }

    record Sought(ContextKey key, Once<Optional<String>> found) implements ContextLink {
        @Override
        public @Nullable String value(String canonicalKey) {
            return key.canonical().equals(canonicalKey) ? found.get().orElse(null) : null;
        }

        @Override
        public void show(Map<String, String> values) {
            Optional<String> known = found.known();
            if (known != null && known.isPresent()) {
                values.put(key.name(), known.get());
            }
        }

        @Override
        public ContextLink kept(int longest) {
            Optional<String> known = found.known();
            if (known == null) {
                return new Unsought(key);
            }
            return known.<ContextLink>map(value -> new Known(key, cut(value, longest)))
                    .orElseGet(NoLink::new);
        }
    }

    record Several(ContextKey beginning, Once<Map<String, String>> found) implements ContextLink {
        @Override
        public @Nullable String value(String canonicalKey) {
            return canonicalKey.startsWith(beginning.canonical())
                    ? found.get()
                            .get(canonicalKey.substring(beginning.canonical().length()))
                    : null;
        }

        @Override
        public void show(Map<String, String> values) {
            Map<String, String> known = found.known();
            if (known != null) {
                known.forEach((rest, value) -> values.put(beginning.name() + rest, value));
            }
        }

        @Override
        public ContextLink kept(int longest) {
            Map<String, String> known = found.known();
            if (known == null) {
                return new Unsought(beginning);
            }
            Map<String, String> kept = new LinkedHashMap<>();
            known.forEach((rest, value) -> kept.put(rest, cut(value, longest)));
            return new Several(beginning, new Once<>(kept));
        }
    }

    record Joined(RequestContext more) implements ContextLink {
        @Override
        public @Nullable String value(String canonicalKey) {
            return more.value(canonicalKey);
        }

        @Override
        public void show(Map<String, String> values) {
            more.show(values);
        }

        @Override
        public ContextLink kept(int longest) {
            RequestContext kept = more.kept(longest);
            return kept == more ? this : new Joined(kept);
        }

        @Override
        public ContextLink telling(Runnable unsought) {
            RequestContext told = more.telling(unsought);
            return told == more ? this : new Joined(told);
        }
    }

    /** What nobody asked for when there was still a way to find it. */
    record Unsought(ContextKey beginning) implements ContextLink {
        @Override
        public @Nullable String value(String canonicalKey) {
            return null;
        }

        @Override
        public void show(Map<String, String> values) {}

        @Override
        public ContextLink kept(int longest) {
            return this;
        }

        @Override
        public ContextLink telling(Runnable unsought) {
            return new Telling(beginning, unsought);
        }
    }

    record Telling(ContextKey beginning, Runnable unsought) implements ContextLink {
        @Override
        public @Nullable String value(String canonicalKey) {
            if (canonicalKey.startsWith(beginning.canonical())) {
                unsought.run();
            }
            return null;
        }

        @Override
        public void show(Map<String, String> values) {}

        @Override
        public ContextLink kept(int longest) {
            return new Unsought(beginning);
        }
    }

    /** Something that is looked up at most once by the thread that decides a request. */
    final class Once<T> {
        private final Supplier<T> source;
        private volatile @Nullable T value;

        Once(Supplier<T> source) {
            this.source = source;
        }

        /** What is known from the beginning. */
        Once(T known) {
            this(() -> known);
            value = known;
        }

        T get() {
            T known = value;
            if (known == null) {
                known = source.get();
                value = known;
            }
            return known;
        }

        @Nullable
        T known() {
            return value;
        }
    }
}
