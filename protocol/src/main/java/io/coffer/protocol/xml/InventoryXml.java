package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.StorageClass;
import io.coffer.model.setting.Inventory;
import io.coffer.model.setting.InventoryDestination;
import io.coffer.model.setting.InventoryEncryption;
import io.coffer.model.setting.InventoryFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Inventories: body of PutBucketInventory, answers of GetBucketInventory and ListBucketInventory. */
public final class InventoryXml {
    private static final String ROOT = "InventoryConfiguration";
    private static final String RESOURCE = "acs:oss:::";
    private static final String SSE_KMS = "SSE-KMS";
    private static final String SSE_OSS = "SSE-OSS";

    private InventoryXml() {}

    /** @throws OssException when the document is malformed or a value is none of those allowed */
    public static Inventory parse(byte[] document) {
        XmlElement root = XmlReader.read(document, ROOT);
        return new Inventory(
                root.required("Id").text().strip(),
                bool(root.required("IsEnabled"), "IsEnabled"),
                root.child("Filter").map(InventoryXml::filter),
                destination(root.required("Destination").required("OSSBucketDestination")),
                choice(
                        root.required("Schedule").required("Frequency"),
                        Inventory.Frequency.values(),
                        Inventory.Frequency::wire),
                choice(root.required("IncludedObjectVersions"), Inventory.Versions.values(), Inventory.Versions::wire),
                root.child("OptionalFields").map(InventoryXml::fields).orElse(List.of()));
    }

    private static List<Inventory.Field> fields(XmlElement element) {
        return element.children("Field").stream()
                .map(field -> field.text().strip())
                .map(text -> Arrays.stream(Inventory.Field.values())
                        .filter(field -> field.wire().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> OssError.INVALID_INVENTORY_FIELD
                                .with("ArgumentName", "Field")
                                .and("ArgumentValue", text)))
                .distinct()
                .toList();
    }

    private static InventoryFilter filter(XmlElement filter) {
        return new InventoryFilter(
                filter.nonEmptyValue("Prefix"),
                number(filter, "LastModifyBeginTimeStamp"),
                number(filter, "LastModifyEndTimeStamp"),
                number(filter, "LowerSizeBound"),
                number(filter, "UpperSizeBound"),
                filter.nonEmptyValue("StorageClass")
                        .map(InventoryXml::storageClasses)
                        .orElse(List.of()));
    }

    private static List<StorageClass> storageClasses(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(name -> StorageClass.fromWire(name)
                        .orElseThrow(() ->
                                OssError.invalidArgument("StorageClass", name, "The storage class is not valid.")))
                .toList();
    }

    private static Optional<Long> number(XmlElement parent, String name) {
        return parent.nonEmptyValue(name).map(text -> {
            try {
                return Long.parseUnsignedLong(text);
            } catch (NumberFormatException notANumber) {
                throw OssError.invalidArgument(name, text, "The value is not a whole number.");
            }
        });
    }

    private static InventoryDestination destination(XmlElement destination) {
        String format = destination.required("Format").text().strip();
        if (!format.equals("CSV")) {
            throw OssError.invalidArgument("Format", format, "The format of an inventory must be CSV.");
        }
        String bucket = destination.required("Bucket").text().strip();
        if (!bucket.startsWith(RESOURCE)) {
            throw OssError.invalidArgument("Bucket", bucket, "The bucket is written as " + RESOURCE + "name.");
        }
        return new InventoryDestination(
                destination.required("AccountId").text().strip(),
                destination.required("RoleArn").text().strip(),
                bucket.substring(RESOURCE.length()),
                destination.value("Prefix").orElse(""),
                destination.child("Encryption").flatMap(InventoryXml::encryption));
    }

    private static Optional<InventoryEncryption> encryption(XmlElement encryption) {
        Optional<XmlElement> kms = encryption.child(SSE_KMS);
        boolean service = encryption.child(SSE_OSS).isPresent();
        if (kms.isPresent() && service) {
            throw OssError.MALFORMED_XML.exception();
        }
        if (kms.isEmpty() && !service) {
            return Optional.empty();
        }
        return Optional.of(new InventoryEncryption(kms.map(method ->
                method.nonEmptyValue("KeyId").orElseThrow(() -> OssError.EMPTY_KEY_ID.with("ArgumentName", "KeyId")))));
    }

    private static boolean bool(XmlElement element, String name) {
        String text = element.text().strip();
        if (!text.equals("true") && !text.equals("false")) {
            throw OssError.invalidArgument(name, text, "The value must be true or false.");
        }
        return text.equals("true");
    }

    private static <E> E choice(XmlElement element, E[] values, Function<E, String> wire) {
        String text = element.text().strip();
        return Arrays.stream(values)
                .filter(value -> wire.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> OssError.invalidArgument(
                        element.name(), text, "The value of " + element.name() + " is not valid."));
    }

    public static byte[] write(Inventory inventory) {
        XmlWriter xml = new XmlWriter();
        write(xml, inventory);
        return xml.bytes();
    }

    /** @param next opaque, when there is a further page */
    public static byte[] writeList(List<Inventory> inventories, Optional<String> next) {
        XmlWriter xml = new XmlWriter().open("ListInventoryConfigurationsResult");
        inventories.forEach(inventory -> write(xml, inventory));
        return xml.element("IsTruncated", next.isPresent())
                .elementIfPresent("NextContinuationToken", next)
                .close()
                .bytes();
    }

    private static void write(XmlWriter xml, Inventory inventory) {
        xml.open(ROOT).element("Id", inventory.id()).element("IsEnabled", inventory.enabled());
        inventory.filter().ifPresent(filter -> write(xml, filter));
        write(xml, inventory.destination());
        xml.open("Schedule")
                .element("Frequency", inventory.frequency().wire())
                .close()
                .element("IncludedObjectVersions", inventory.versions().wire());
        if (!inventory.fields().isEmpty()) {
            xml.open("OptionalFields");
            inventory.fields().forEach(field -> xml.element("Field", field.wire()));
            xml.close();
        }
        xml.close();
    }

    private static void write(XmlWriter xml, InventoryFilter filter) {
        xml.open("Filter")
                .elementIfPresent("Prefix", filter.prefix())
                .elementIfPresent(
                        "LastModifyBeginTimeStamp", filter.modifiedFrom().map(String::valueOf))
                .elementIfPresent("LastModifyEndTimeStamp", filter.modifiedTo().map(String::valueOf))
                .elementIfPresent("LowerSizeBound", filter.smallest().map(String::valueOf))
                .elementIfPresent("UpperSizeBound", filter.largest().map(String::valueOf));
        if (!filter.storageClasses().isEmpty()) {
            xml.element(
                    "StorageClass",
                    String.join(
                            ",",
                            filter.storageClasses().stream()
                                    .map(StorageClass::wire)
                                    .toList()));
        }
        xml.close();
    }

    private static void write(XmlWriter xml, InventoryDestination destination) {
        xml.open("Destination")
                .open("OSSBucketDestination")
                .element("Format", "CSV")
                .element("AccountId", destination.account())
                .element("RoleArn", destination.role())
                .element("Bucket", RESOURCE + destination.bucket())
                .element("Prefix", destination.prefix());
        destination.encryption().ifPresent(encryption -> {
            xml.open("Encryption");
            encryption
                    .keyId()
                    .ifPresentOrElse(
                            id -> xml.open(SSE_KMS).element("KeyId", id).close(), () -> xml.element(SSE_OSS, ""));
            xml.close();
        });
        xml.close().close();
    }
}
