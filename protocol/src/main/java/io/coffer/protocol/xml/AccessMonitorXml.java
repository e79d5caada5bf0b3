package io.coffer.protocol.xml;

import io.coffer.model.setting.AccessMonitor;
import java.util.Optional;
import java.util.Set;

/** Body of PutBucketAccessMonitor, answer of GetBucketAccessMonitor. */
public final class AccessMonitorXml {
    private static final String ROOT = "AccessMonitorConfiguration";
    private static final String ALLOW_COPY = "AllowCopy";

    private AccessMonitorXml() {}

    /** What a caller wants; since when it holds is known where it is kept. */
    public record Wanted(boolean enabled, Optional<Boolean> allowCopy) {}

    /** @throws io.coffer.model.OssException {@link io.coffer.model.OssError#MALFORMED_XML} */
    public static Wanted parse(byte[] document) {
        XmlElement root = LifecycleElements.only(XmlReader.read(document, ROOT), Set.of("Status", ALLOW_COPY));
        return new Wanted(LifecycleElements.enabled(root), LifecycleElements.flag(root, ALLOW_COPY));
    }

    public static byte[] write(AccessMonitor monitor) {
        XmlWriter xml = new XmlWriter().open(ROOT).element("Status", status(monitor));
        monitor.allowCopy().ifPresent(allow -> xml.element(ALLOW_COPY, allow));
        return xml.close().bytes();
    }

    /** As GetBucketInfo shows it as well. */
    public static String status(AccessMonitor monitor) {
        return monitor.on() ? "Enabled" : "Disabled";
    }
}
