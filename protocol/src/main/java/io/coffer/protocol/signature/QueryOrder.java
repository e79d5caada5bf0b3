package io.coffer.protocol.signature;

import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters.Parameter;
import java.util.Comparator;
import java.util.List;

/** In which order clients sign the parameters of a query. */
enum QueryOrder {
    /** By the octets of the encoded name. */
    BY_OCTETS {
        @Override
        Comparator<String> names() {
            return Comparator.comparing(PercentEncoding::encode);
        }
    },
    /**
     * As a dictionary of English does it, which is how ali-oss sorts ({@code localeCompare}): marks before digits
     * before letters, the case of a letter counting last. Known for ASCII names only.
     */
    BY_DICTIONARY {
        @Override
        Comparator<String> names() {
            return QueryOrder::byDictionary;
        }
    };

    /** The characters but digits and letters as the root collation of Unicode (CLDR) orders them. */
    private static final String MARKS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

    private static final String IN_ORDER = MARKS + "0123456789abcdefghijklmnopqrstuvwxyz";

    abstract Comparator<String> names();

    /** Whether this order may differ from that by octets for these parameters. */
    boolean isWorthTrying(List<Parameter> parameters) {
        if (this == BY_OCTETS || parameters.size() < 2) {
            return this == BY_OCTETS;
        }
        Comparator<String> byOctets = BY_OCTETS.names();
        List<String> names =
                parameters.stream().map(Parameter::name).sorted(byOctets).toList();
        if (!names.stream().allMatch(QueryOrder::isKnown)) {
            return false;
        }
        for (int i = 1; i < names.size(); i++) {
            if (byDictionary(names.get(i - 1), names.get(i)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static int byDictionary(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            int difference = rank(one.charAt(i)) - rank(other.charAt(i));
            if (difference != 0) {
                return difference;
            }
        }
        if (one.length() != other.length()) {
            return one.length() - other.length();
        }
        // the same but for the case: a small letter comes first
        return other.compareTo(one);
    }

    private static int rank(char c) {
        return IN_ORDER.indexOf(Character.toLowerCase(c));
    }
}
