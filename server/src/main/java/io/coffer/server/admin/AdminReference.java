package io.coffer.server.admin;

import io.coffer.server.admin.AdminAction.Parameter;
import java.util.List;
import java.util.stream.Collectors;

/** The reference page of the administration API, derived from the catalogue. */
public final class AdminReference {
    private static final String HEAD = """
            # Administration API

            Derived from the catalogue in `io.coffer.server.admin`; a test fails when this page differs from it.

            Requests go to `/` of the administration port, as GET with a query or as POST with a form
            (`application/x-www-form-urlencoded`), in one of the two styles of Alibaba's clients:

            - RPC: `Action` and `Version` choose the action, `Format` the answer (`JSON` or `XML`, XML without it). Signed by
              `AccessKeyId`, `SignatureMethod=HMAC-SHA1`, `SignatureVersion=1.0`, `SignatureNonce` (never twice), `Timestamp`
              (within 15 minutes), `Signature`.
            - `ACS3-HMAC-SHA256`: the headers `x-acs-action` and `x-acs-version` choose the action, the answer is JSON unless
              `Format` says otherwise. Signed by `Authorization`, over the query, the body's hash in `x-acs-content-sha256`, and
              the headers `content-type` of a body, and every `x-acs-` one, `x-acs-signature-nonce` and `x-acs-date` among them.

            The root of an account may do everything in it; a user needs the permission named in the table. Parameters in
            brackets are optional.
            """;

    private AdminReference() {}

    public static String markdown(AdminCatalog catalog) {
        StringBuilder page = new StringBuilder(HEAD);
        for (AdminService service : AdminService.values()) {
            page.append("\n## ")
                    .append(service)
                    .append(", Version `")
                    .append(service.version())
                    .append("`\n\n| action | what it does | parameters | needs |\n|---|---|---|---|\n");
            catalog.actions().stream()
                    .filter(action -> action.service() == service)
                    .forEach(action -> page.append(row(action)));
        }
        return page.toString();
    }

    private static String row(AdminAction action) {
        return "| " + action.name() + " | " + action.summary() + " | " + parameters(action.parameters()) + " | "
                + action.audience() + " |\n";
    }

    private static String parameters(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.required() ? parameter.name() : "[" + parameter.name() + "]")
                .collect(Collectors.joining(", "));
    }
}
