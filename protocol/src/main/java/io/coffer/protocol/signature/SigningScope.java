package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import java.util.Set;

/**
 * The regions and products for which this server accepts signatures of version 4; the older versions name neither.
 *
 * @param regions region ids such as {@code cn-hangzhou}, or ids of cloud boxes
 * @param products {@code oss}, and {@code oss-cloudbox} with a cloud box
 */
public record SigningScope(Set<String> regions, Set<String> products) {
    public static final String OSS = "oss";

    public SigningScope {
        regions = Set.copyOf(regions);
        products = Set.copyOf(products);
    }

    /** OSS in one region. */
    public static SigningScope of(Region region) {
        return new SigningScope(Set.of(region.id()), Set.of(OSS));
    }

    /** @throws OssException when the claim is for another region or product */
    void require(V4Claim claim) {
        require(claim.credential().scope(), claim.inUrl());
    }

    /** @param inUrl where the scope stands, which the refusal tells; forms count as URLs */
    void require(V4Scope scope, boolean inUrl) {
        if (!products.contains(scope.product())) {
            throw (inUrl ? OssError.INVALID_V4_URL_PRODUCT : OssError.INVALID_SIGNING_PRODUCT).exception();
        }
        if (!regions.contains(scope.region())) {
            throw (inUrl ? OssError.INVALID_V4_URL_REGION : OssError.INVALID_SIGNING_REGION).exception();
        }
    }
}
