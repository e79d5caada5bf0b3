package io.coffer.protocol.xml;

import io.coffer.model.setting.RedundancyTransitions.Task;
import java.util.List;
import java.util.Optional;

/** Tasks that change a bucket's data redundancy, as several answers show them. */
public final class RedundancyTransitionXml {
    private static final String TASK = "BucketDataRedundancyTransition";
    private static final String LIST = "ListBucketDataRedundancyTransition";
    private static final String TASK_ID = "TaskId";

    private RedundancyTransitionXml() {}

    /** A task with the bucket it belongs to. */
    public record Entry(String bucket, Task task) {}

    public static byte[] writeCreated(String taskId) {
        return new XmlWriter().open(TASK).element(TASK_ID, taskId).close().bytes();
    }

    public static byte[] write(Entry entry) {
        XmlWriter xml = new XmlWriter();
        write(xml, entry);
        return xml.bytes();
    }

    /** The tasks of one bucket. */
    public static byte[] writeList(List<Entry> entries) {
        XmlWriter xml = new XmlWriter().open(LIST);
        entries.forEach(entry -> write(xml, entry));
        return xml.close().bytes();
    }

    /** A page of the tasks of an account. */
    public static byte[] writePage(List<Entry> entries, Optional<String> nextToken) {
        XmlWriter xml = new XmlWriter()
                .open(LIST)
                .element("IsTruncated", nextToken.isPresent())
                .elementIfPresent("NextContinuationToken", nextToken);
        entries.forEach(entry -> write(xml, entry));
        return xml.close().bytes();
    }

    private static void write(XmlWriter xml, Entry entry) {
        Task task = entry.task();
        xml.open(TASK)
                .element("Bucket", entry.bucket())
                .element(TASK_ID, task.id())
                .element("CreateTime", task.created())
                .element("Status", task.finished().isPresent() ? "Finished" : "Queueing");
        task.finished()
                .ifPresent(finished -> xml.element("StartTime", finished)
                        .element("EndTime", finished)
                        .element("ProcessPercentage", 100)
                        .element("EstimatedRemainingTime", 0));
        xml.close();
    }
}
