import Domain
import Testing

@testable import Decisions

/// What words can tell of effects in the world, and of what is shared.
@Suite struct EffectAdviceTests {
    private func advice(_ text: String, more: String = "") throws -> DispatchAdvice {
        let task = "objective: \(JSON.string(text).canonical)\n\(more)"
        return try #require(DispatchAdvice(LintFixture.template(task: task), policy: Bundles.smallTeam()))
    }

    @Test(arguments: [
        "Wire the money to the supplier's bank account, with the number of the invoice.",
        "Read the list, then delete the old invoices of the year.",
        "Publish the totals on the public website.", "Count the rows and send a mail to every customer.",
        "Refund the customer within a day.", "Check the request, then close the account.",
        "Send the mail to the customer directly.", "Run DELETE FROM orders on the production database.",
        "Delete the orders older than two years from the production database.",
        "Pick the three best pictures. Post the best one to the channel.", "Pay the open invoices of the month.",
        "Pay each of the bills: the suppliers wait. Transfer the money today.",
        "Charge the customer for the second month.",
        "Drop the orders table once the count is known.", "Purge all backups that are older than a year.",
        "Wipe every old record from production.", "Email all customers about the new prices.",
        "Notify every subscriber of the outage.", "Send each client a letter with the new terms.",
        "Reply to the customer with the answer of the manual.", "Publish the article at nine.",
        "Release the build to the public on Monday.", "Buy two licences of the program.",
        "Book a hotel for each guest.",
        "Sign the contract with the agency.", "Cancel the subscription of each account that is late.",
        "Revoke all keys that are older than a year.", "Upload the video to the website of the company.",
        "Tweet the headline of each release.", "Submit the tax return of the quarter.",
        "Forward the complaint to the authorities.", "Place an order for what is low.",
        "It is done when nothing is left; your task is to refund each of the orders.",
        "Transfer 500 EUR to the landlord every month.", "Wipe the bucket and the backups.",
        "Reset the passwords of all accounts.", "Grant admin rights to the new colleagues.",
        "Roll back production to the last version.", "Order twenty laptops from the supplier.",
        "Buy ads for 200 EUR.", "Text every customer the new price.", "Ban the users who posted spam.",
        "Move the files to the archive and empty the trash.",
        "If nothing is missing, send the newsletter.", "Write the text and send the invoice.",
    ]) func whatCannotBeUndoneIsKept(objective: String) throws {
        let advice = try advice(objective)
        #expect(advice.course == .keep)
        #expect(advice.reasons.allSatisfy { $0.message.contains("has an effect in the world that cannot be undone") })
    }

    @Test(arguments: [
        "Name the three employees whom we let go.", "Decide which three employees are dismissed.",
        "Pick two engineers to lay off by June.",
    ]) func whoGoesIsDecidedByAPerson(objective: String) throws {
        let advice = try advice(objective)
        #expect(advice.course == .keep)
        #expect(advice.reasons.allSatisfy { $0.message.contains("decides about people") })
    }

    @Test(arguments: [
        "Update the shared Google Sheet of the sales team.", "Edit the team's wiki page.",
        "Add a row for each deal to the CRM.", "Push the branch with the change to main.",
        "Update the prices in the production database.",
    ]) func whatOthersChangeTooIsCoworked(objective: String) throws {
        #expect(try advice(objective).course == .cowork)
    }

    @Test(arguments: [
        "Order the rows from the newest to the oldest.", "Reset the counter at the top of each page.",
        "Block quotes get a line of their own.", "Text in the footer stays as it is.",
        "Say which access rights the module grants.", "Order the items from the vendor list by price.",
        "Delete trailing spaces and blank lines in each file.", "Remove unused imports from the production code.",
        "List the publish_date field of each page.", "Say what customers send us each week.",
        "Write the post-mortem of the outage.", "Draft the mail to the customer.",
        "List what would be deleted in the production database.", "Summarise the refund policy of each shop.",
        "Find what reads the production code at night.", "Describe each function of the shared library.",
        "Merge duplicates in the CSV and delete rows without a date.",
        "Never send a mail to a customer; write it down.",
        "Do not publish the page, delete the invoices or pay the bills.", "Explain how to refund a customer.",
        "Delete the orders without a date from the copy of the table.",
        "Write a letter that somebody can send to customers.",
        "Count the mails that the shop sends to customers.", "Pay attention to the invoices without a number.",
        "Group the tickets by topic: login, refund, delete account, other.",
        "Transfer the amounts from the CSV into the table.",
        "Publish date and author stand first on each page.", "Count page views and post views on the website.",
        "Order the parts of the text by date.", "Order the tickets by date.",
        "Count refund policy pages and post titles.", "Charge customers field by field to the right column.",
        "Say whether to publish the article, and why.", "Release notes for customers stand first.",
        "Test the function that deletes accounts in production.", "Mail addresses of customers are hidden in the text.",
        "Report which customers pay the invoice late.", "Prepare the page for the blog, as Markdown.",
        "Place each order number under its customer.", "Drop the column with the customer number from the result.",
        "Update the changelog and the table of contents.", "Change the wiki syntax of the file to Markdown.",
        "Send nobody a mail; list the customers to write to.", "Describe the shared code in the folder.",
        "Translate the newsletter into French for each reader.", "Sort the list and share of each customer by size.",
        "Check that each order was sent to the customer.", "Write a script to delete the orders of the test shop.",
        "Close each paragraph with the number of its account.", "Book titles and hotel names stay as they are.",
    ]) func whatOnlySoundsLikeItIsNot(objective: String) throws {
        #expect(try advice(objective).reasons.map(\.message) == [])
    }

    private func instructed(_ sentence: String) throws -> [String] {
        let template = try #require(LintFixture.read(instruction: "\(LintFixture.instruction) \(sentence)").template)
        return try #require(DispatchAdvice(template, policy: Bundles.smallTeam())).reasons.map(\.message)
    }

    /// Whatever it is that is deleted, sent to somebody or bought.
    @Test(arguments: [
        "Delete the customer's records.", "Delete all rows of the table.", "Delete the old branches.",
        "Remove every file older than 30 days from the archive.", "Wipe the disk.", "Send the report to the board.",
        "Email the report to the board.", "Order ten laptops.", "Delete the account.", "Drop the table orders.",
        "Transfer 500 euros to the supplier.", "Read the log, then delete all old files.", "Erase the tapes.",
        "Purge the mails of last year and list the rest in a file.", "Forward the figures to Anna.",
        "Purchase a licence for each reader.", "Order 40 chairs for the hall.", "Delete each file in the folder.",
        "Email the board.", "Send the figures by mail.", "Destroy the samples.",
        "Remove the old lists from the server.",
    ]) func whatIsNotTheTasksOwnIsKept(sentence: String) throws {
        let reasons = try instructed(sentence)
        #expect(reasons.count == 1)
        #expect(reasons.first?.contains("has an effect in the world that cannot be undone") == true)
    }

    @Test(arguments: [
        "Delete duplicates from the list.", "Remove trailing blanks.", "Send nothing.", "Order the list by date.",
        "Do not delete the branches.", "Never send the report to the board.", "Delete the third column of the table.",
        "Delete the file when it is read.", "Delete temporary files.", "Delete the customer field of each row.",
        "Find blank lines and delete them.", "Order two lists by date.", "Order the ten laptops by price.",
        "Remove the footer from the backup page.", "Send the output to a file.", "Purchase orders stand first.",
        "Delete the old entries from the copy of the archive.", "Wipe nothing.", "Order by date.",
        "Write down what the script deletes.", "Send the lines to the parser.", "Say who deletes the branches.",
        "Buy nothing.", "Delete or keep: say which.", "Delete the words that say nothing.",
    ]) func whatIsTheTasksOwnIsDispatched(sentence: String) throws {
        #expect(try instructed(sentence) == [])
    }

    /// With or without a policy that knows the action's class.
    @Test(arguments: [
        ("Tell the team the totals. Publish the totals on the public website.", "git.release", true),
        ("Email all customers about the new prices.", "mail.send", true),
        ("Email all customers about the new prices.", "git.release", false),
        ("Refund the customer within a day.", "customer.refund", true),
        ("Refund the customer within a day.", "x.note", false),
    ]) func whatIsAskedForAsAnActionIsSigned(objective: String, action: String, isAsked: Bool) throws {
        let reasons = try advice(objective, more: "actions: [\(action)]\n").reasons
        #expect(reasons.contains { $0.message.contains("effect in the world") } != isAsked)
    }

    @Test func theReasonSaysWhatToDo() throws {
        #expect(
            try advice("Count, then delete the old invoices.").reasons.map(\.text) == [
                "task.yaml:1:1: \"delete the old invoices\" has an effect in the world that cannot be undone: ask for it as an "
                    + "action (`actions`), which a person signs, or keep it"
            ])
    }

    /// A mark inside of a name ends no sentence.
    @Test func sentencesArePartedByTheirMarks() {
        let prose = Prose("Read notes.md, then go. Stop (at once).\n- Go")
        #expect(prose.words == ["read", "notes", "md", "then", "go", "stop", "at", "once", "-", "go"])
        #expect(
            prose.breaks == [
                .sentence, .none, .none, .clause, .none, .sentence, .clause, .none, .sentence, .sentence,
            ])
    }
}
