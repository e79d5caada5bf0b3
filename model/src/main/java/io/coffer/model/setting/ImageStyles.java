package io.coffer.model.setting;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The named ways of processing images that a bucket offers, by name. */
public record ImageStyles(List<Style> styles) {
    public static final ImageStyles NONE = new ImageStyles(List.of());
    public static final int MAX_STYLES = 100;

    public ImageStyles {
        styles = List.copyOf(styles);
    }

    /** @param category what it is for, such as {@code image} */
    public record Style(String name, String content, String category, Instant created, Instant modified) {}

    public Optional<Style> named(String name) {
        return styles.stream().filter(style -> style.name().equals(name)).findFirst();
    }

    /** With the style in place of one of its name, whose time of creation it keeps. */
    public ImageStyles with(Style style) {
        Style dated = named(style.name())
                .map(old -> new Style(style.name(), style.content(), style.category(), old.created(), style.modified()))
                .orElse(style);
        return new ImageStyles(Stream.concat(without(style.name()).styles().stream(), Stream.of(dated))
                .sorted(Comparator.comparing(Style::name))
                .toList());
    }

    public ImageStyles without(String name) {
        return new ImageStyles(
                styles.stream().filter(style -> !style.name().equals(name)).toList());
    }
}
