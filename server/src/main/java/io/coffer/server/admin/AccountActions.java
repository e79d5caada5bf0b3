package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.identity.Account;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.KeyHolder;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Coffer's own actions on accounts. */
final class AccountActions {
    static final String ACCOUNT_ID = "AccountId";
    private static final String ACCOUNT_NAME = "AccountName";

    private final IdentityStore identities;

    AccountActions(IdentityStore identities) {
        this.identities = identities;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.COFFER,
                                "CreateAccount",
                                "Makes an account; shows its root's secret this once.")
                        .optional(ACCOUNT_ID, ACCOUNT_NAME)
                        .forRootOf(identities.accounts()::first)
                        .handle(this::create),
                AdminAction.of(AdminService.COFFER, "ListAccounts", "Lists the accounts of the store.")
                        .optional(Listing.MARKER, Listing.MAX_ITEMS)
                        .forRootOf(identities.accounts()::first)
                        .handle(this::list));
    }

    private ObjectNode create(AdminCall call) {
        Account account = identities
                .accounts()
                .create(call.optional(ACCOUNT_ID).map(AccountActions::accountId), call.text(ACCOUNT_NAME));
        ObjectNode answer = Answer.empty();
        answer.set("Account", one(account));
        answer.setAll(AccessKeyActions.created(identities.accessKeys().create(KeyHolder.root(account.id()))));
        return answer;
    }

    static AccountId accountId(String text) {
        try {
            return new AccountId(text);
        } catch (IllegalArgumentException malformed) {
            throw AdminException.invalid(ACCOUNT_ID, "must be a number of 1 to 32 digits.");
        }
    }

    private ObjectNode list(AdminCall call) {
        return Listing.of(
                call,
                identities.accounts().list(),
                account -> account.id().value(),
                page -> Answer.list("Accounts", "Account", page, AccountActions::one));
    }

    private static ObjectNode one(Account account) {
        return Answer.empty()
                .put(ACCOUNT_ID, account.id().value())
                .put(ACCOUNT_NAME, account.name())
                .put("CreateDate", Answer.time(account.created()));
    }
}
