package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.HttpsConfiguration;
import io.coffer.model.setting.HttpsConfiguration.CipherSuites;
import io.coffer.model.setting.HttpsConfiguration.TlsVersion;
import java.util.List;
import java.util.regex.Pattern;

/** Which connections a bucket takes: body of PutBucketHttpsConfig, answer of GetBucketHttpsConfig. */
public final class HttpsConfigurationXml {
    private static final String ROOT = "HttpsConfiguration";
    private static final String TLS = "TLS";
    private static final String ENABLE = "Enable";
    private static final String VERSION = "TLSVersion";
    private static final String SUITES = "CipherSuite";
    private static final String STRONG = "StrongCipherSuite";
    private static final String CUSTOM = "CustomCipherSuite";
    private static final String TLS13_CUSTOM = "TLS13CustomCipherSuite";
    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private HttpsConfigurationXml() {}

    /** @throws OssException when the document is malformed or chooses from nothing */
    public static HttpsConfiguration parse(byte[] document) {
        XmlElement root = XmlReader.read(document, ROOT);
        XmlElement tls = root.required(TLS);
        boolean enabled = tls.flag(ENABLE).orElseThrow(OssError.MALFORMED_XML::exception);
        List<TlsVersion> versions = tls.children(VERSION).stream()
                .map(HttpsConfigurationXml::version)
                .toList();
        if (enabled && versions.isEmpty()) {
            throw OssError.MALFORMED_XML.exception();
        }
        return new HttpsConfiguration(enabled, versions, root.child(SUITES).map(HttpsConfigurationXml::suites));
    }

    private static TlsVersion version(XmlElement element) {
        return TlsVersion.fromWire(element.text().strip()).orElseThrow(OssError.MALFORMED_XML::exception);
    }

    private static CipherSuites suites(XmlElement element) {
        CipherSuites suites = new CipherSuites(
                element.flag(ENABLE).orElseThrow(OssError.MALFORMED_XML::exception),
                element.flag(STRONG).orElse(false),
                names(element, CUSTOM),
                names(element, TLS13_CUSTOM));
        boolean named = !suites.custom().isEmpty() || !suites.tls13Custom().isEmpty();
        if (suites.enabled() && !suites.strong() && !named) {
            throw OssError.MALFORMED_XML.exception();
        }
        return suites;
    }

    private static List<String> names(XmlElement element, String name) {
        List<String> names = element.children(name).stream()
                .map(child -> child.text().strip())
                .toList();
        if (!names.stream().allMatch(SUITE.asMatchPredicate())) {
            throw OssError.MALFORMED_XML.exception();
        }
        return names;
    }

    public static byte[] write(HttpsConfiguration configuration) {
        XmlWriter xml = new XmlWriter().open(ROOT).open(TLS).element(ENABLE, configuration.enabled());
        configuration.versions().forEach(version -> xml.element(VERSION, version.wire()));
        xml.close();
        configuration.cipherSuites().ifPresent(suites -> {
            xml.open(SUITES).element(ENABLE, suites.enabled()).element(STRONG, suites.strong());
            suites.custom().forEach(name -> xml.element(CUSTOM, name));
            suites.tls13Custom().forEach(name -> xml.element(TLS13_CUSTOM, name));
            xml.close();
        });
        return xml.close().bytes();
    }
}
