package io.coffer.model;

import java.util.regex.Pattern;

/** A region id such as {@code cn-hangzhou}; on the wire a location is {@code oss-cn-hangzhou}. */
public record Region(String id) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Region {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a region id: " + id);
        }
    }

    public String location() {
        return "oss-" + id;
    }

    @Override
    public String toString() {
        return id;
    }
}
