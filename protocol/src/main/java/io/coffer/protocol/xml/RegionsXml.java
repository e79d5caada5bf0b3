package io.coffer.protocol.xml;

import io.coffer.model.AccountId;
import io.coffer.model.Region;

/** What the service tells of its places: answers of DescribeRegions and ListCloudBoxes. */
public final class RegionsXml {
    private RegionsXml() {}

    /** The one region there is; the endpoints are hosts, with their port if they have one. */
    public static byte[] write(Region region, String internet, String internal, String accelerate) {
        return new XmlWriter()
                .open("RegionInfoList")
                .open("RegionInfo")
                .element("Region", region.location())
                .element("InternetEndpoint", internet)
                .element("InternalEndpoint", internal)
                .element("AccelerateEndpoint", accelerate)
                .close()
                .close()
                .bytes();
    }

    /** An account without cloud boxes. */
    public static byte[] writeNoCloudBoxes(AccountId owner) {
        XmlWriter xml = new XmlWriter().open("ListCloudBoxResult");
        OwnerXml.write(xml, owner);
        return xml.element("IsTruncated", false)
                .open("CloudBoxes")
                .close()
                .close()
                .bytes();
    }
}
