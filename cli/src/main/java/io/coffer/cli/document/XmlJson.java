package io.coffer.cli.document;

import io.coffer.protocol.xml.XmlElement;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an answer's XML as JSON, without the name of its root. What can be there many times is an array, however often
 * it is.
 */
public final class XmlJson {
    /** By the element around it. */
    private static final Map<String, Set<String>> LISTS = Map.ofEntries(
            Map.entry("Buckets", Set.of("Bucket")),
            Map.entry("ListBucketResult", Set.of("Contents", "CommonPrefixes")),
            Map.entry("ListVersionsResult", Set.of("Version", "DeleteMarker", "CommonPrefixes")),
            Map.entry("ListMultipartUploadsResult", Set.of("Upload", "CommonPrefixes")),
            Map.entry("ListPartsResult", Set.of("Part")),
            Map.entry("DeleteResult", Set.of("Deleted")),
            Map.entry("LifecycleConfiguration", Set.of("Rule")),
            Map.entry("CORSConfiguration", Set.of("CORSRule")),
            Map.entry("CORSRule", Set.of("AllowedOrigin", "AllowedMethod", "AllowedHeader", "ExposeHeader")),
            Map.entry("TagSet", Set.of("Tag")),
            Map.entry("ReplicationConfiguration", Set.of("Rule")),
            Map.entry("RoutingRules", Set.of("RoutingRule")),
            Map.entry("RefererList", Set.of("Referer")),
            Map.entry("RefererBlacklist", Set.of("Referer")),
            Map.entry("ListInventoryConfigurationsResult", Set.of("InventoryConfiguration")),
            Map.entry("ListCnameResult", Set.of("Cname")),
            Map.entry("RegionInfoList", Set.of("RegionInfo")),
            Map.entry("StyleList", Set.of("Style")));

    private XmlJson() {}

    public static JsonNode of(XmlElement element) {
        if (element.children().isEmpty()) {
            return JsonNodeFactory.instance.stringNode(element.text().strip());
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> lists = LISTS.getOrDefault(element.name(), Set.of());
        for (XmlElement child : element.children()) {
            add(object, child.name(), of(child), lists.contains(child.name()));
        }
        return object;
    }

    private static void add(ObjectNode object, String name, JsonNode value, boolean isList) {
        JsonNode present = object.get(name);
        if (present instanceof ArrayNode list) {
            list.add(value);
        } else if (present != null) {
            object.set(name, JsonNodeFactory.instance.arrayNode().add(present).add(value));
        } else {
            object.set(name, isList ? JsonNodeFactory.instance.arrayNode().add(value) : value);
        }
    }
}
