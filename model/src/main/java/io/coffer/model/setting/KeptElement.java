package io.coffer.model.setting;

import java.util.List;

/**
 * A part of a setting that this server does not act on, kept to be given back as it came.
 *
 * @param text of an element without children
 */
public record KeptElement(String name, String text, List<KeptElement> children) {
    public KeptElement {
        children = List.copyOf(children);
    }
}
