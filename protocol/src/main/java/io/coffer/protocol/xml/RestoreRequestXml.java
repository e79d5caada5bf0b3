package io.coffer.protocol.xml;

import io.coffer.model.OssException;
import java.util.Optional;
import java.util.Set;

/** The body of RestoreObject, which may be missing. */
public final class RestoreRequestXml {
    private static final String JOB_PARAMETERS = "JobParameters";

    private RestoreRequestXml() {}

    /**
     * What is asked for, not judged yet: which values are right depends on the object's class.
     *
     * @param days as they were written
     * @param hasParameters whether the element for a tier is there, even when it is empty
     */
    public record Wanted(Optional<String> days, boolean hasParameters, Optional<String> tier) {}

    /** @throws OssException {@link io.coffer.model.OssError#MALFORMED_XML} */
    public static Wanted parse(byte[] document) {
        if (document.length == 0) {
            return new Wanted(Optional.empty(), false, Optional.empty());
        }
        XmlElement root =
                LifecycleElements.only(XmlReader.read(document, "RestoreRequest"), Set.of("Days", JOB_PARAMETERS));
        Optional<XmlElement> parameters = root.child(JOB_PARAMETERS);
        return new Wanted(
                root.value("Days"),
                parameters.isPresent(),
                parameters.flatMap(element ->
                        LifecycleElements.only(element, Set.of("Tier")).value("Tier")));
    }
}
