package io.coffer.server.admin;

import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** A piece of a list that is in the order of names: what comes after Marker, at most MaxItems of it. */
final class Listing {
    static final String MARKER = "Marker";
    static final String MAX_ITEMS = "MaxItems";
    private static final int DEFAULT = 100;
    private static final int MOST = 1000;

    private Listing() {}

    static <T> ObjectNode of(
            AdminCall call, List<T> all, Function<T, String> name, Function<List<T>, ObjectNode> answer) {
        int limit = call.number(MAX_ITEMS, DEFAULT, 1, MOST);
        String marker = call.text(MARKER);
        List<T> rest = all.stream()
                .filter(value -> name.apply(value).compareTo(marker) > 0)
                .toList();
        boolean truncated = rest.size() > limit;
        List<T> page = truncated ? rest.subList(0, limit) : rest;
        ObjectNode listing = answer.apply(page).put("IsTruncated", truncated);
        return truncated ? listing.put(MARKER, name.apply(page.getLast())) : listing;
    }
}
