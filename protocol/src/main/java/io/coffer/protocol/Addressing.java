package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Target.AddressStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the bucket and the object in Host and path. What stands before a service domain in the Host is the bucket;
 * otherwise the path's first segment is. Service domains are OSS's own, {@code localhost}, every IP address and the
 * configured ones. An unknown Host counts as a service domain, so path style works under any name.
 */
public final class Addressing {
    private static final String OSS = "oss";
    private static final String OSS_DOMAIN = ".aliyuncs.com";

    /** What ali-oss puts in the bucket's place when it talks to the service by an IP address. */
    private static final String NO_BUCKET = "undefined";

    private final Set<String> domains;
    private final Function<String, Optional<String>> hostToBucket;

    public Addressing(List<String> serviceDomains) {
        this(serviceDomains, host -> Optional.empty());
    }

    /** @param hostToBucket the bucket a caller's own domain (lower case, without port) stands for, if it does */
    public Addressing(List<String> serviceDomains, Function<String, Optional<String>> hostToBucket) {
        this.domains = serviceDomains.stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.hostToBucket = hostToBucket;
    }

    /**
     * Resolves an address.
     *
     * @param host the Host header
     * @param rawPath the path as sent, not percent-decoded, without the query
     * @throws OssException {@link OssError#BAD_REQUEST} when either is missing or cannot be read
     */
    public Addressed resolve(Optional<String> host, String rawPath) {
        String sent = host.orElseThrow(() -> OssError.BAD_REQUEST.saying("The Host header is missing."));
        HostName name = HostName.parse(sent);
        String path = path(rawPath);
        if (isServiceDomain(name.name())) {
            return new Addressed(Target.ofPath(path), Optional.empty(), sent, sent);
        }
        for (int dot = name.name().indexOf('.'); dot > 0; dot = name.name().indexOf('.', dot + 1)) {
            String rest = name.name().substring(dot + 1);
            if (isServiceDomain(rest)) {
                return beforeDomain(name.name().substring(0, dot), path, sent, rest + name.port());
            }
        }
        // asked last: what stands under a service domain means a bucket already, and most requests come by one
        Target target = hostToBucket
                .apply(name.name())
                .map(bucket -> virtualHost(bucket, path))
                .orElseGet(() -> Target.ofPath(path));
        return new Addressed(target, Optional.empty(), sent, sent);
    }

    /** Whether a name (lower case, without port) is a service domain or names a bucket before one. */
    public boolean isUnderServiceDomain(String name) {
        String rest = name;
        while (!isServiceDomain(rest)) {
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return false;
            }
            rest = rest.substring(dot + 1);
        }
        return true;
    }

    private static String path(String rawPath) {
        String path = PercentEncoding.decodePath(rawPath);
        if (!path.startsWith("/")) {
            throw OssError.BAD_REQUEST.saying("The request URI has no absolute path.");
        }
        return path.substring(1);
    }

    private boolean isServiceDomain(String name) {
        return name.equals("localhost") || HostName.isAddress(name) || domains.contains(name) || isOssDomain(name);
    }

    /** {@code oss.aliyuncs.com}, or with a region as in {@code oss-cn-hangzhou.aliyuncs.com}. */
    private static boolean isOssDomain(String name) {
        int end = name.length() - OSS_DOMAIN.length();
        if (!name.startsWith(OSS) || !name.endsWith(OSS_DOMAIN) || end < OSS.length()) {
            return false;
        }
        for (int at = OSS.length(); at < end; at++) {
            char c = name.charAt(at);
            boolean fits = c == '-' || (at > OSS.length() && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')));
            if (!fits) {
                return false;
            }
        }
        return end != OSS.length() + 1;
    }

    private static Addressed beforeDomain(String bucket, String path, String host, String serviceHost) {
        if (bucket.equals(NO_BUCKET)) {
            return new Addressed(Target.ofPath(path), Optional.empty(), host, serviceHost);
        }
        Target virtualHost = virtualHost(bucket, path);
        Target pathStyle = Target.ofPath(path);
        return pathStyle.bucket().equals(virtualHost.bucket())
                ? new Addressed(pathStyle, Optional.of(virtualHost), host, serviceHost)
                : new Addressed(virtualHost, Optional.empty(), host, serviceHost);
    }

    private static Target virtualHost(String bucket, String path) {
        return new Target(
                Optional.of(bucket), Optional.of(path).filter(key -> !key.isEmpty()), AddressStyle.VIRTUAL_HOST);
    }
}
