package io.coffer.server.admin;

import io.coffer.protocol.Method;
import io.coffer.protocol.signature.RpcSignature;
import io.coffer.server.authentication.Caller;
import java.util.Map;
import java.util.Optional;

/** The claim of a request in RPC style: parameters of query and form, signed with HMAC-SHA1. */
record RpcClaim(
        Method method,
        Map<String, String> parameters,
        String accessKeyId,
        Optional<String> securityToken,
        String timestamp,
        String nonce)
        implements AdminClaim {

    static RpcClaim of(AdminRequest request) {
        AdminCall unsigned = new AdminCall(request.parameters(), Caller.ANONYMOUS);
        String accessKeyId = unsigned.required("AccessKeyId");
        unsigned.required(RpcSignature.PARAMETER);
        String nonce = unsigned.required("SignatureNonce");
        // SignatureType asks for another scheme: a bearer token, or a private key
        if (!unsigned.required("SignatureMethod").equals("HMAC-SHA1")
                || !unsigned.required("SignatureVersion").equals("1.0")
                || unsigned.optional("SignatureType").isPresent()) {
            throw AdminError.UNSUPPORTED_SIGNATURE.exception();
        }
        return new RpcClaim(
                request.method(),
                request.parameters(),
                accessKeyId,
                unsigned.optional("SecurityToken"),
                unsigned.required("Timestamp"),
                nonce);
    }

    @Override
    public boolean isSignedWith(byte[] secret) {
        return RpcSignature.verify(parameters, method, secret);
    }

    @Override
    public String stringToSign() {
        return RpcSignature.stringToSign(parameters, method);
    }

    @Override
    public String toString() {
        return "RpcClaim[" + accessKeyId + "]";
    }
}
