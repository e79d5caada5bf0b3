package io.coffer.server.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two spaces are gone through together, each name once, over pages of any fill. */
class SideBySideTest {
    private final StorageEngine engine = new MemoryStorageEngine();

    private Space space(String id, Set<String> names) {
        engine.createSpace(new SpaceId(id));
        Space space = engine.space(new SpaceId(id));
        names.forEach(name -> space.commit(Name.of(name), Attributes.EMPTY, Condition.ABSENT));
        return space;
    }

    private static Set<String> some(Random random, int count) {
        Set<String> names = new TreeSet<>();
        for (int at = 0; at < count; at++) {
            names.add("name" + random.nextInt(3_000));
        }
        return names;
    }

    private static String shown(Optional<Entry> entry) {
        return entry.map(found -> new String(found.name().bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .orElse("-");
    }

    @Test
    void everyNameIsVisitedOnceWithWhatEachSideHas() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Set<String> left = some(random, random.nextInt(2_000));
            Set<String> right = some(random, random.nextInt(2_000));
            List<String> visited = new ArrayList<>();
            SideBySide.visit(
                    Optional.of(space("left" + round, left)),
                    Optional.of(space("right" + round, right)),
                    name -> name.equals(Name.of("name1")),
                    (source, target) -> visited.add(shown(source) + " " + shown(target)));
            Set<String> all = new TreeSet<>(left);
            all.addAll(right);
            all.remove("name1");
            assertThat(visited)
                    .isEqualTo(all.stream()
                            .map(name -> (left.contains(name) ? name : "-") + " " + (right.contains(name) ? name : "-"))
                            .toList());
        }
    }

    @Test
    void aSpaceThatIsNotThereHasNoEntries() {
        List<String> visited = new ArrayList<>();
        SideBySide.visit(
                Optional.empty(),
                Optional.of(space("alone", Set.of("a", "b"))),
                name -> false,
                (source, target) -> visited.add(shown(source) + " " + shown(target)));
        SideBySide.visit(Optional.empty(), Optional.empty(), name -> false, (source, target) -> visited.add("never"));
        assertThat(visited).containsExactly("- a", "- b");
    }
}
