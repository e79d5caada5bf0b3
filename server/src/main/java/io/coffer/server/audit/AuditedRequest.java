package io.coffer.server.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change that is asked for. Whoever makes it puts only such parameters in as are no secrets.
 *
 * @param service such as {@code oss} or {@code ram}
 * @param action the operation's name
 * @param ramAction its name in policies
 * @param resource {@code acs:service:region:account:path}, empty where the action has none
 */
public record AuditedRequest(
        String requestId,
        String service,
        String action,
        String ramAction,
        String resource,
        Actor caller,
        String sourceAddress,
        boolean secure,
        Optional<String> userAgent,
        SortedMap<String, String> parameters) {
    private static final int MOST_OF_VALUE = 4096;
    private static final int MOST_OF_ALL_VALUES = 16_384;
    private static final int MOST_OF_LATE_VALUE = 64;
    private static final int MOST_OF_RESOURCE = 2048;
    private static final int MOST_OF_AGENT = 512;
    private static final int ACCOUNT_FIELD = 3;

    public AuditedRequest {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** With every text cut to what a record has room for: its sender chose how long they are. */
    AuditedRequest bounded() {
        SortedMap<String, String> cut = new TreeMap<>();
        int room = MOST_OF_ALL_VALUES;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            int most = room >= MOST_OF_VALUE ? MOST_OF_VALUE : MOST_OF_LATE_VALUE;
            String value = Excerpt.of(parameter.getValue(), most);
            cut.put(parameter.getKey(), value);
            room -= value.length();
        }
        return new AuditedRequest(
                requestId,
                service,
                action,
                ramAction,
                Excerpt.of(resource, MOST_OF_RESOURCE),
                caller,
                sourceAddress,
                secure,
                userAgent.map(agent -> Excerpt.of(agent, MOST_OF_AGENT)),
                cut);
    }

    /** Whether the account asked for it or has what it is about. */
    boolean concerns(String account) {
        String[] fields = resource.split(":", ACCOUNT_FIELD + 2);
        return caller.account().filter(account::equals).isPresent()
                || (fields.length > ACCOUNT_FIELD && fields[ACCOUNT_FIELD].equals(account));
    }
}
