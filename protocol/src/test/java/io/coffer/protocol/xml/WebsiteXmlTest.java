package io.coffer.protocol.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.setting.RoutingRule;
import io.coffer.model.setting.WebsiteConfiguration;
import org.junit.jupiter.api.Test;

class WebsiteXmlTest {
    private static WebsiteConfiguration parse(String document) {
        return WebsiteXml.parse(document.getBytes(UTF_8));
    }

    private static String written(WebsiteConfiguration website) {
        String document = new String(WebsiteXml.write(website), UTF_8);
        return document.substring(document.indexOf('\n') + 1);
    }

    @Test
    void everyElementComesBack() {
        String document = "<WebsiteConfiguration><IndexDocument><Suffix>index+\u4e2d\u6587.html</Suffix>"
                + "<SupportSubDir>true</SupportSubDir><Type>2</Type><Later>1</Later></IndexDocument>"
                + "<ErrorDocument><Key>error.html</Key><HttpStatus>404</HttpStatus><Later/></ErrorDocument>"
                + "<RoutingRules><RoutingRule><RuleNumber>1</RuleNumber><Condition>"
                + "<KeyPrefixEquals>~!@#$%^&amp;*()-_=+|\\[]{}&lt;&gt;,./?`~</KeyPrefixEquals>"
                + "<KeySuffixEquals> end </KeySuffixEquals>"
                + "<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>"
                + "<IncludeHeader><Key>host</Key><Equals>a.com</Equals><StartsWith>a</StartsWith>"
                + "<EndsWith>m</EndsWith><Later>2</Later></IncludeHeader><Later>3</Later></Condition>"
                + "<Redirect><RedirectType>AliCDN</RedirectType><PassQueryString>false</PassQueryString>"
                + "<Protocol>http</Protocol><HostName>www.test.com</HostName>"
                + "<ReplaceKeyPrefixWith>new/</ReplaceKeyPrefixWith><EnableReplacePrefix>true</EnableReplacePrefix>"
                + "<HttpRedirectCode>303</HttpRedirectCode>"
                + "<MirrorAuth><AuthType>S3V4</AuthType><Region>a</Region></MirrorAuth></Redirect>"
                + "<LuaConfig><Script>test.lua</Script></LuaConfig></RoutingRule></RoutingRules>"
                + "<Later><Deep>x</Deep><Deep> y </Deep></Later></WebsiteConfiguration>";
        assertThat(written(parse(document))).isEqualTo(document.replace("<Later/>", "<Later></Later>"));
    }

    @Test
    void rulesStandByTheirNumbers() {
        String rule = "<RoutingRule><RuleNumber>%d</RuleNumber><Condition/><Redirect><HostName>a.com</HostName>"
                + "</Redirect></RoutingRule>";
        WebsiteConfiguration website = parse("<WebsiteConfiguration><RoutingRules>" + rule.formatted(7)
                + rule.formatted(2) + "</RoutingRules></WebsiteConfiguration>");
        assertThat(website.routingRules()).extracting(RoutingRule::ruleNumber).containsExactly(2, 7);
        assertThat(website.routingRules())
                .extracting(found -> found.redirect().redirectType())
                .containsOnly(RoutingRule.RedirectType.EXTERNAL);
    }
}
