import API
import Domain
import Operations
import TestSupport
import Testing

/// Two people at one document at once.
@Suite struct ContextRaceTests {
    @Test func oneOfTwoProposalsIsTheProposal() throws {
        let world = try World.make(connections: 6)
        for round in 1...10 {
            let rivals = try [World.Login.author, .second].map { login in
                try begin {
                    try ProposeContext.run(
                        world.team(login), layer: "team", ContextProposal(text: "\(login) \(round)"))
                }
            }
            let codes = rivals.map { $0.wait() }
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.wrongState))
            let history = try ShowContextHistory.run(world.team(.author), layer: "team", project: nil).items
            #expect(history.map(\.number) == Array((1...round).reversed()) && history.first?.state == .proposed)
            _ = try WithdrawContext.run(world.team(.admin), layer: "team", version: round, ContextChoice())
        }
    }

    @Test func aProposalIsEitherApprovedOrWithdrawn() throws {
        let world = try World.make(connections: 6)
        for round in 1...10 {
            _ = try ProposeContext.run(world.team(.author), layer: "team", ContextProposal(text: "\(round)"))
            let approved = try begin {
                try ApproveContext.run(world.team(.admin), layer: "team", version: round, ContextChoice())
            }
            let withdrawn = try begin {
                try WithdrawContext.run(world.team(.author), layer: "team", version: round, ContextChoice())
            }
            let codes = [approved.wait(), withdrawn.wait()]
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.wrongState))
            let state = try ShowContextHistory.run(world.team(.author), layer: "team", project: nil).items.first?.state
            #expect(state == (codes[0] == nil ? .approved : .withdrawn))
        }
    }
}
