import Decisions
import Domain
import Testing

/// What a rung takes.
@Suite struct TrustEvidenceTests {
    private func evidence(_ outputs: Int, defects: Int = 0, effects: Int = 100) -> TrustEvidence {
        TrustEvidence(outputs: Share(defects, of: outputs), effects: effects)
    }

    /// Outputs and defects, and the highest rung that they bear for a class with effects enough.
    @Test(arguments: [
        (0, 0, TrustRung.observe), (2, 0, .observe), (3, 0, .draft), (11, 0, .draft), (12, 0, .actWithSignOff),
        (29, 0, .actWithSignOff), (30, 0, .actSampled), (1, 1, .observe), (4, 1, .observe), (5, 1, .draft),
        (18, 1, .draft), (19, 1, .actWithSignOff), (47, 1, .actWithSignOff), (48, 1, .actSampled),
        (62, 2, .actWithSignOff), (63, 2, .actSampled), (30, 30, .observe),
    ])
    func theRuleOfThreeAndWhatItBecomesWithDefects(outputs: Int, defects: Int, highest: TrustRung) {
        let evidence = evidence(outputs, defects: defects)
        let borne = TrustRung.allCases.filter { evidence.missing(for: $0, .write).isEmpty }
        #expect(borne == TrustRung.allCases.filter { $0 <= highest })
    }

    @Test func actionsOfTheClassAreEvidenceOfTheirOwn() {
        let eleven = evidence(30, effects: 11).missing(for: .actSampled, .write)
        #expect(eleven == ["1 more action of class write carried out under sign-off (11 so far)"])
        #expect(evidence(30, effects: 12).missing(for: .actSampled, .write) == [])
        #expect(evidence(30, effects: 0).missing(for: .actSampled, .read) == [])
        #expect(evidence(30, effects: 0).missing(for: .actWithSignOff, .pay) == [])
    }

    @Test func whatIsMissingIsSaidInNumbers() {
        #expect(
            evidence(2, effects: 0).missing(for: .actSampled, .execute) == [
                "28 more approved outputs that stood 7 days without a defect (2 so far)",
                "12 more actions of class execute carried out under sign-off (0 so far)",
            ])
        #expect(
            evidence(4, defects: 1).missing(for: .draft, .write) == [
                "1 more approved output that stood 7 days without a defect "
                    + "(3 so far; 1 output with a defect raises what is needed from 3 to 4)"
            ])
        #expect(
            evidence(2, defects: 2).missing(for: .actWithSignOff, .pay) == [
                "24 more approved outputs that stood 7 days without a defect "
                    + "(0 so far; 2 outputs with a defect raise what is needed from 12 to 24)"
            ])
    }

    /// A defect never helps: not where it turns a good output into a bad one, nor where it brings one into the count.
    @Test(arguments: 0...40) func aDefectNeverBringsARungNearer(outputs: Int) {
        for defects in 0...outputs {
            for rung in TrustRung.allCases {
                let before = evidence(outputs, defects: defects).outputsMissing(for: rung)
                if defects < outputs {
                    #expect(evidence(outputs, defects: defects + 1).outputsMissing(for: rung) >= before)
                }
                #expect(evidence(outputs + 1, defects: defects + 1).outputsMissing(for: rung) >= before)
            }
        }
    }

    /// The upper 95 % limits of a Poisson mean, as tables have them (Ulm 1990; chi-squared with 2k + 2 degrees of freedom, halved).
    @Test(arguments: [(0, 3.0), (1, 4.744), (2, 6.296), (3, 7.754), (5, 10.513), (10, 16.962), (50, 63.287)])
    func rareEvents(count: Int, limit: Double) {
        #expect(abs(RareEvents.atMost(count) - limit) < 0.001)
    }

    @Test func noClassThatNeedsAPersonGoesBeyondSignOff() {
        let ceilings = ActionClass.allCases.map { "\($0.rawValue) \($0.trustCeiling.rawValue)" }
        #expect(
            ceilings == [
                "read act_sampled", "write act_sampled", "communicate act_with_sign_off", "pay act_with_sign_off",
                "publish act_with_sign_off", "delete act_with_sign_off", "configure act_sampled", "execute act_sampled",
            ])
    }
}
