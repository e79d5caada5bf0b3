package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a load that has ended left, held against what was acknowledged of it. */
record LoadOutcome(LaunchedCluster cluster, String bucket, SteadyLoad load) {
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    /** @return how many were acknowledged */
    int requireAllThere() {
        List<String> lost = load.acknowledged().entrySet().parallelStream()
                .filter(written -> !load.read(written.getKey()).equals(written.getValue()))
                .map(written -> written.getKey() + ": " + load.read(written.getKey()))
                .toList();
        assertThat(lost).isEmpty();
        TreeSet<String> missing = new TreeSet<>(load.acknowledged().keySet());
        missing.removeAll(listed(""));
        assertThat(missing).isEmpty();
        return load.acknowledged().size();
    }

    /**
     * One text for each number without a gap, each counted once by who believes to have counted it.
     *
     * @return where the counter is
     */
    int requireExactCount() {
        List<String> numbers = listed("count-");
        for (int number = 1; number <= numbers.size(); number++) {
            assertThat(numbers.get(number - 1)).isEqualTo(SteadyLoad.count(number));
        }
        List<String> texts = numbers.parallelStream().map(load::read).toList();
        assertThat(texts).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(load.counted());
        return texts.size();
    }

    private List<String> listed(String prefix) {
        List<String> keys = new ArrayList<>();
        String marker = "";
        while (true) {
            Answer page = cluster.client(1)
                    .bucket(GET, bucket)
                    .with("prefix", prefix)
                    .with("marker", marker)
                    .with("max-keys", "1000")
                    .send();
            Matcher key = KEY.matcher(page.text());
            while (key.find()) {
                keys.add(key.group(1));
            }
            if (!page.element("IsTruncated").orElse("").equals("true")) {
                return keys;
            }
            marker = page.element("NextMarker").orElse(keys.getLast());
        }
    }
}
