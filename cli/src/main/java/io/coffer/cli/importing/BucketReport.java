package io.coffer.cli.importing;

import io.coffer.cli.RefusedException;
import io.coffer.cli.View;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What became of one bucket. */
final class BucketReport {
    /** beyond it a failure is counted only */
    private static final int MOST_TOLD = 1000;

    private final String from;
    private final String to;
    private final ArrayNode settings = View.items();
    private final ArrayNode notes = View.items();
    private final ArrayNode failures = View.items();
    private Totals totals = Totals.NONE;
    private long failed;

    BucketReport(String from, String to) {
        this.from = from;
        this.to = to;
    }

    synchronized void totals(Totals all) {
        totals = all;
    }

    synchronized Totals totals() {
        return totals;
    }

    synchronized void setting(String name) {
        settings.add(name);
    }

    synchronized void note(String sentence) {
        notes.add(sentence);
    }

    /** @param what a name, or a setting */
    synchronized void failed(String what, RefusedException failure) {
        failed++;
        if (failures.size() < MOST_TOLD) {
            failures.addObject()
                    .put("What", what)
                    .put("Code", failure.code())
                    .put("Message", failure.getMessage())
                    .put("RequestId", failure.requestId());
        }
    }

    synchronized long failures() {
        return failed;
    }

    synchronized ObjectNode json() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("Bucket", from).put("Target", to);
        json.setAll(totals.json());
        json.set("Settings", settings.deepCopy());
        json.set("Notes", notes.deepCopy());
        json.put("Failed", failed);
        json.set("Failures", failures.deepCopy());
        return json;
    }
}
