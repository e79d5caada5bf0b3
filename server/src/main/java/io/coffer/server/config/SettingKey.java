package io.coffer.server.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of the configuration as a record declares it.
 *
 * @param kind how often and in which form the key's value is written
 * @param type the type of the value, or of one item of a list
 */
record SettingKey(String name, String description, String fallback, Kind kind, Class<?> type) {
    enum Kind {
        ONE,
        OPTIONAL,
        LIST,
        /** Free keys, each with a text. */
        OPTIONS
    }

    static List<SettingKey> of(Class<?> section) {
        return Arrays.stream(section.getRecordComponents())
                .flatMap(component -> of(component).stream())
                .toList();
    }

    /** Empty for a component that is not written in a file. */
    static Optional<SettingKey> of(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Setting.class)).map(setting -> {
            String name = setting.name().isEmpty() ? kebabCase(component.getName()) : setting.name();
            return new SettingKey(name, setting.value(), setting.fallback(), kind(component), type(component));
        });
    }

    boolean isSection() {
        return type.isRecord() && !ScalarSetting.isScalar(type);
    }

    /** The name of an enum's constant as it is written. */
    static String text(Object constant) {
        return constant instanceof SettingText named
                ? named.text()
                : ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Kind kind(RecordComponent component) {
        return switch (component.getType().getSimpleName()) {
            case "Optional" -> Kind.OPTIONAL;
            case "List", "Set" -> Kind.LIST;
            case "Map" -> Kind.OPTIONS;
            default -> Kind.ONE;
        };
    }

    private static Class<?> type(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            return (Class<?>) arguments[arguments.length - 1];
        }
        return component.getType();
    }

    private static String kebabCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
