package io.coffer.server.operation.service;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.model.setting.PublicAccessBlock;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.PublicAccessBlockXml;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutPublicAccessBlock, GetPublicAccessBlock and DeletePublicAccessBlock: for all buckets of the caller's account. */
public final class AccountPublicAccess implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final AccountSettings settings;

    public AccountPublicAccess(AccountSettings settings) {
        this.settings = settings;
    }

    private record Change(AccountId account, PublicAccessBlock block) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutPublicAccessBlock")
                        .on(Method.PUT, Level.SERVICE)
                        .subresource(Subresource.PUBLIC_ACCESS_BLOCK)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requiresInOwnAccount("oss:PutPublicAccessBlock")
                        .decode(call ->
                                new Change(account(call), PublicAccessBlockXml.parse(Documents.body(call.request()))))
                        .handle(this::set)
                        .encode(block -> OssResponse.empty(200)),
                Operation.named("GetPublicAccessBlock")
                        .on(Method.GET, Level.SERVICE)
                        .subresource(Subresource.PUBLIC_ACCESS_BLOCK)
                        .requiresInOwnAccount("oss:GetPublicAccessBlock")
                        .decode(AccountPublicAccess::account)
                        .handle(settings::publicAccessBlock)
                        .encode(block -> OssResponse.xml(PublicAccessBlockXml.write(block))),
                Operation.named("DeletePublicAccessBlock")
                        .on(Method.DELETE, Level.SERVICE)
                        .subresource(Subresource.PUBLIC_ACCESS_BLOCK)
                        .requiresInOwnAccount("oss:DeletePublicAccessBlock")
                        .decode(call -> new Change(account(call), PublicAccessBlock.OFF))
                        .handle(this::set)
                        .encode(block -> OssResponse.empty(204)));
    }

    private static AccountId account(Call call) {
        return call.permit().caller().accountId().orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception);
    }

    private PublicAccessBlock set(Change change) {
        settings.setPublicAccessBlock(change.account(), change.block());
        return change.block();
    }
}
