package io.coffer.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Header fields in the order of the wire; names compare without case. Immutable. */
public final class Headers {
    public static final Headers NONE = new Headers(List.of());

    /** One field; the name is kept in lower case, the value without surrounding blanks. */
    public record Field(String name, String value) {
        public Field {
            name = name.toLowerCase(Locale.ROOT);
            value = value.strip();
        }
    }

    private final List<Field> fields;

    public Headers(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    public List<Field> fields() {
        return fields;
    }

    /** The first field of that name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    /** Every field whose name starts with the prefix (in lower case). */
    public List<Field> startingWith(String prefix) {
        return fields.stream().filter(field -> field.name().startsWith(prefix)).toList();
    }

    /**
     * These headers with the repeated ones of a prefix (in lower case) as one each, their values joined by commas. What
     * signatures join and what handlers read is then the same.
     */
    public Headers joined(String prefix) {
        if (!isAnyRepeated(prefix)) {
            return this;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.name().startsWith(prefix)) {
                values.merge(field.name(), field.value(), (one, more) -> one + "," + more);
            }
        }
        Builder builder = builder();
        fields.stream().filter(field -> !field.name().startsWith(prefix)).forEach(builder.fields::add);
        values.forEach(builder::add);
        return builder.build();
    }

    private boolean isAnyRepeated(String prefix) {
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (field.name().startsWith(prefix) && !names.add(field.name())) {
                return true;
            }
        }
        return false;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects fields; {@link #set} replaces, {@link #add} appends. */
    public static final class Builder {
        private final List<Field> fields = new ArrayList<>();

        public Builder add(String name, String value) {
            fields.add(new Field(name, value));
            return this;
        }

        public Builder set(String name, String value) {
            fields.removeIf(field -> field.name().equalsIgnoreCase(name));
            return add(name, value);
        }

        public Builder addIfPresent(String name, Optional<String> value) {
            value.ifPresent(text -> add(name, text));
            return this;
        }

        public Builder addAll(Headers headers) {
            fields.addAll(headers.fields());
            return this;
        }

        public Headers build() {
            return new Headers(fields);
        }
    }
}
