import Store

/// Every statement of Store, by folder; `StatementTests` tells which one is missing.
enum Statements {
    static let all: [any Statement.Type] = access + artifacts + events + library + people

    static let access: [any Statement.Type] = [
        AppliedMigrations.self, CallerByToken.self, InstallationKey.self, RunnerByToken.self, StoreAnswer.self,
        StoredAnswer.self,
    ]

    static let artifacts: [any Statement.Type] = [
        ArtifactParts.self, ArtifactSize.self, InsertArtifact.self, InsertArtifactPart.self,
    ]

    static let events: [any Statement.Type] = [
        InsertEvent.self
    ]

    static let library: [any Statement.Type] = [
        CurrentPolicyVersion.self, EffectiveDocuments.self, InsertContextDocument.self, InsertPolicyBundle.self,
        InsertTemplateFile.self, InsertTemplateVersion.self, LatestContextDocument.self, LockTemplateVersion.self,
        PolicyFiles.self, PublishTemplateVersion.self, TemplateDefinition.self, TemplateFiles.self,
        TemplateVersion.self, TemplateVersions.self, Templates.self,
    ]

    static let people: [any Statement.Type] = [
        CountPasswordAttempt.self, DeleteMember.self, DisablePerson.self, ForgetPasswordAttempts.self,
        InsertPerson.self, InsertRunner.self, InsertTeam.self, InsertToken.self, LiveTokens.self, LockMembers.self,
        LockOperators.self, Members.self, PersonByLogin.self, Persons.self, RevokeOtherSessions.self, RevokeRunner.self,
        RevokeToken.self, RevokeTokensOfPerson.self, Runners.self, SetMember.self, SetPassword.self, TeamIDByName.self,
        TokenIsRevoked.self,
    ]
}
