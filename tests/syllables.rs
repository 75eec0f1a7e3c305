//! The syllables of words of the field, against a list that was marked by hand.

use sevenfold::check::syllables;

/// Words as they are said in British English, a point between the syllables.
const MARKED: &str = "
    a·buse a·cross ad·vice a·gen·cies a·greed al·le·ga·tion anx·i·e·ty ap·pro·pri·ate a·re·a a·re·as
    as·sessed as·sess·ment as·so·ci·at·ed au·di·ence a·ware·ness ba·by be·hav·iour be·ing bor·ough
    bruis·es busi·ness called care·ful care·giv·er ca·ses case·load cen·tre chil·dren chil·dren's
    chro·nol·o·gy cli·ent closed co·er·cive col·league col·leagues com·mu·ni·ty com·plete·ly
    con·cerns con·fi·den·tial con·sid·ered con·tin·ue con·tin·u·ous con·trol·ling cou·ple
    couldn't co-or·di·nate coun·cil cre·at·ed cur·ri·cu·lum de·nied di·ag·no·sis did·n't
    dif·fi·cult dis·cussed do·ing do·mes·tic ear·li·er ed·u·ca·tion ef·fec·tive e·mo·tion·al
    em·ploy·ee en·a·bled ev·i·dence ev·ery·one ex·pe·ri·ence ex·ploi·ta·tion fam·i·lies
    fam·i·ly fa·thers fe·male for·mal freed friend gen·o·gram ge·og·ra·phy guard·i·an guid·ance
    han·dled health·care home·less house·hold hun·dred i·de·a i·den·ti·fied im·me·di·ate·ly
    im·ple·ment in·ci·dents in·di·vid·u·al in·flu·ence in·jured in·volve·ment is·sue jour·ney
    knowl·edge league learn·ing li·aise like·ly man·age·ment meas·ures me·di·cal meet·ing men·tal
    MAR·AC mid·wife mo·bile move·ment mul·ti-a·gen·cy ne·glect ne·go·ti·ate NHS nurse nurs·er·y
    of·fi·cer or·gan·i·sa·tion par·ent part·ner·ship pa·tient peo·ple pe·ri·od phys·i·o·ther·a·py
    placed po·lice prac·ti·tion·er pre·vi·ous·ly pri·or·i·ty pro·ce·dures pro·cess·es
    pro·fes·sion·al psy·chi·a·trist psy·cho·so·cial qual·i·ty ques·tion·naire qui·et race rac·is·m
    rare·ly re·act·ed re·al·ise re·as·sure re·cord·ed re·ferred re·fer·ral re·li·a·ble
    rep·re·sent re·quired re·sid·en·tial re·spon·si·ble re·views re·viewed safe·guard·ing safe·ly
    safe·ty school sci·ence sep·a·rate se·ri·ous ser·vice ser·vi·ces sib·lings so·cial so·ci·e·ty
    some·one spe·cial·ist state·ment stay·ing strat·e·gy strength·ened suf·fi·cient su·i·cide
    sup·port·ed sus·pi·cious ta·bles teach·er them·selves there·fore theirs thought time·line
    trained trau·ma treat·ment tri·al try·ing un·der·stood up·dat·ed u·su·al·ly va·ri·e·ty vi·o·lence
    ac·tion ac·tu·al·ly ad·dressed as·sur·ance bar·ri·ers car·ri·er changed chang·es clothes com·pe·tence con·sent
    de·layed de·vel·oped e·qual·i·ty es·ca·late es·ca·lat·ed fail·ure fi·nan·cial fluc·tu·ate ga·ther home in·quir·y
    le·gal mar·riage mul·ti-di·sci·pli·na·ry nui·sance o·bliged path·way po·em pre·ma·ture quick·ly re·in·force
    rhythm sei·zure sex·u·al siz·es spe·cial staff use·ful ver·i·fy view vi·su·al
    vis·i·tor vul·ner·a·ble vul·ner·a·bil·i·ty wel·fare whole wor·ried writ·ten young
";

#[test]
fn at_least_ninety_five_of_a_hundred_words_are_counted_right() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for marked in MARKED.split_whitespace() {
        let word = marked.replace('·', "");
        let right = match word.as_str() {
            "NHS" => 3,
            // The second is heard, and no letter stands for it.
            "couldn't" | "rhythm" => 2,
            _ => u32::try_from(marked.split(['·', '-']).count()).unwrap(),
        };
        let counted = syllables::count(&word);
        all += 1;
        if counted != right {
            wrong.push(format!("{marked}: {counted}"));
        }
    }
    assert!(all >= 200);
    assert!(wrong.len() * 20 <= all, "{wrong:#?}");
}
