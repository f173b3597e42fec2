# ruff: noqa: E501
"""Articles in English: news, agency, opinion, interview, long read, how-to, review, recipe, list."""

STORIES = {
    "en-bridge": """
Harbour bridge to close for nine weekends as bearings fail
Drivers face a twelve-mile detour while engineers replace worn parts under the eastern span
Tom Haverley | March 5, 2024, 6:42 pm | 2024-03-05T18:42:00+00:00 | News
The bridge across the inner harbour will be closed to all traffic for nine weekends from the end of April, the port authority announced on Tuesday, after inspectors found that six of its forty bearings had worn down to the steel.
The closures will run from ten on Friday night until five on Monday morning. Buses will turn back at Quarry Lane, and cyclists will be carried across by a free ferry that leaves every twenty minutes.
"Nobody wants to do this in the season when people finally come out again," said Moira Stennet, who runs the authority. "But a bearing does not wait for the holidays. If we do nothing, we close in November, and then for good."
Engineers have known since 2019 that the eastern span moves more than it should. A report published that year put the cost of repair at four million pounds; the present estimate is [a little over eleven](/business/bridge-costs-explained).
## Traders ask for help
Shopkeepers on the quay, who depend on visitors from the northern suburbs, have asked the council to waive their rates for the two months. Kwame Adjei, whose chandlery stands in the shadow of the first pier, said that he had lost a fifth of his turnover in the last closure.
"They gave us posters," he said. "Posters do not buy rope."
A spokesman for the council said that it would consider the request at its meeting on the twelfth, but pointed out that a similar fund had cost twice as much as planned six years ago.
The work is to be finished before the regatta in July. Should the weather delay it, the authority has reserved two further weekends in September.
""",
    "en-agency": """
Two rescued after yacht runs aground off Skerrow Point

Harbour Press Agency | 14 Jan 2024 07:15 | 2024-01-14T07:15:00Z | News
SKERROW (HPA) - Two sailors were lifted from a stranded yacht early on Sunday after it ran onto rocks in thick fog, the coastguard said.
Neither of the men, aged 34 and 61, was hurt. The vessel, a 40-foot sloop on its way from Brandsea to the islands, is expected to be refloated at high water.
It was the third grounding at the point this winter.
""",
    "en-opinion": """
The case for paying jurors properly
Nobody should have to choose between the rent and a civic duty
Joan Petrakis | Saturday 17 February 2024 | 2024-02-17 | Opinion
I sat on a jury last autumn. I shall not tell you about the trial, because I may not, and because it was not very interesting. What was interesting was the eleven other people, and in particular the one who cried on the second morning.
She cleans offices. She is paid by the hour, and the court paid her, for a day of listening to evidence about a stolen digger, rather less than she loses by not cleaning them. She had asked to be excused and was told that hardship meant something worse than hers.
We speak of jury service as a duty, as though calling it so settled the matter. But a duty that costs a surgeon nothing and a cleaner a week's food is not the same duty. It is two duties, and only one of them hurts.
There is an argument, which I have heard from clever people, that pay would cheapen the thing. I notice that it is never made by anyone who has stood at a bus stop at six in the morning with a summons in her pocket. Judges are paid. Ushers are paid. The man who comes to mend the microphone is paid, and we do not think his repair the less honest for it.
The sum is not even large. To pay every juror the median wage would cost about as much as the court service spends each year on hiring rooms it has sold. We could have better juries, drawn from everyone, for the price of a few car parks.
Until we do, let us at least stop calling it a tribute to the common citizen. It is a tax, and we levy it on those who can least afford it.
""",
    "en-interview": """
"I have thrown the same bowl forty thousand times"
The potter Edda Marsh on boredom, clay and why she never bought a second wheel
Ines Whitlock | 8 May 2024 | 2024-05-08T08:00:00+01:00 | Culture
Edda Marsh is eighty-one and has worked in the same barn since 1973. We met there on a wet morning, with the kiln still warm from the night.
**You make one shape. Why only one?**
Because I have not got it right yet. People think that is modesty. It isn't, it is irritation. There is a curve about two thirds of the way up that I have seen in my head since I was a girl, and my hands always arrive a little late.
**Do you never get bored?**
I got bored in 1981. It lasted a winter. Then I noticed that it was I who was boring, not the bowl, and it passed.
**What happened to the ones that you did not like?**
They are under your feet. The yard is paved with them. When it rains you can hear it, a sort of tinkling, and I think: well, there goes 1994.
**You have refused to show in galleries for twenty years.**
I refused the white boxes they put them in. A bowl is for soup. If somebody would put on an exhibition with soup, I should be there with a ladle.
**Who will take over the barn?**
A young man comes on Thursdays. He is terrible. I was terrible for nine years, so I am not worried.
""",
    "en-longread": """
The men who kept the light
For a hundred and forty years the tower on Gannet Rock was never dark. Then somebody pressed a button in an office two hundred miles away
Callum Breck | 21 April 2024 | 2024-04-21T05:00:00Z | Science
The last keeper of Gannet Rock left it on a Thursday, in a helicopter, with a canary. He had been told to bring one bag. He brought the bird as well because nobody had said anything about birds, and because, as he told me thirty-one years later in a kitchen that smelled of paraffin, he could not think of a form on which it might be declared.
Alasdair Munro is a careful man. He keeps his diaries in a tin that once held ship's biscuit, and he will not read from them until he has washed his hands. The entry for that Thursday is four words long. It says: Light out. Wind south-west.
## The tower
It was built by people who did not know whether it could be built. The rock is covered at every tide; the masons worked for three hours at a time and rowed home. In the first summer they laid eleven stones. In the second a storm took nine of them back.
By the time the lamp was lit, in the autumn of 1853, the engineer had gone grey and the contractor bankrupt. But the stones, dovetailed into each other like the drawers of a desk, have not moved since by the breadth of a hair. I know this because a woman called Ruth Abara measures them every spring with a laser, and every spring is faintly disappointed.
"You would like to find something," she said. "A millimetre. Just so as to have been of use."
## Three men and a clock
There were always three of them: one to sleep, one to watch and one to be annoyed with. They spent eight weeks on and four off, and in the eight weeks they saw nobody else. The service had tried two men, in the beginning, and had given it up after one of them died and the other, fearing that he would be taken for a murderer, kept the body for a month in the coal store.
What they did, mostly, was wind. A weight on a chain turned the lens, and the weight had to be wound to the top of the tower every forty minutes. Munro reckons that he lifted it some ninety thousand times. Asked what he thought about while doing it, he considers for a while and says: the next time.
> You did not look at the sea. People always ask about the sea. You looked at the brass.
The brass was polished on Mondays, Wednesdays and Fridays. On Tuesdays it was inspected by the other two.
## The button
Automation came to the outer lights in the spring of 1993. A diesel engine, three lamps on a carousel, a telephone line under the water. The first night, Munro sat on the mainland with a pair of binoculars and counted the flashes against his watch. They were right. He had rather hoped that they would not be.
The office that minds the lamp today is on an industrial estate, between a carpet warehouse and a school for driving instructors. A single operator watches sixty-two lights on a wall of screens. When one of them fails she sends a text message to a contractor, who sends a boat, if there is a boat.
She has never been to Gannet Rock. She would like to go, she says, but there is nowhere to land.
""",
    "en-blog": """
What I learned from a year without a car
Spoiler: mostly about shoes
Margaret | 2 September 2024 | 2024-09-02 | Life
So it has been a year. On the first of September last year I sold the Polo to a very nice man called Dev who needed it for his daughter, and I went home on the 43 with the money in an envelope like somebody in a film.
I promised you an honest report, so here goes.
## It was cheaper, but not as cheap as I said it would be
I wrote back then that I'd save two thousand four hundred a year. The real number is about fifteen hundred, because I hadn't counted trains at Christmas, or the two times I hired a van, or (this is the embarrassing one) shoes. I have worn out three pairs. THREE.
## I know my neighbours now
You can't really say hello from a car. You can from a bus stop. I now know that number eleven breeds axolotls and that the lady with the trolley used to dance at the Palace in Brandsea, and I've got an invitation to a christening.
## The rain is overrated
There were, by my count, nineteen days when I got properly wet. That's it. I used to think that it rained all the time, and it turns out that it just rains all the time when you look at it through a windscreen.
Would I go back? Ask me in February. But no, I don't think so. Next week: the great bread disaster, with pictures.
""",
    "en-howto": """
How to bleed a radiator in ten minutes
Cold at the top and hot at the bottom? There is air in it. Here is how to let it out
Priya Desmond | Last updated on October 11, 2024 | 2024-10-11T12:00:00+01:00 | Property
If your radiator is warm at the foot and cold at the head, air has gathered in it. You do not need a plumber. You need a key, a cloth and a bowl.
## What you will need
- A radiator key (a few pounds at any hardware shop)
- An old cloth that you do not mind staining
- A small bowl or a jam jar
## Step 1: Turn the heating off
Wait for at least half an hour. If you open the valve while the pump is running, more air may be drawn in, and the water can be scalding.
## Step 2: Find the valve
It is a small square peg at the top of one end. Hold the cloth beneath it and the bowl beneath the cloth.
## Step 3: Turn the key
Turn it anticlockwise by a quarter, no more. You will hear a hiss. That is the air. As soon as water comes in a steady dribble, close it again.
## Step 4: Check the pressure
Look at the gauge on the boiler. If it has fallen below one bar, top it up by the filling loop until the needle stands between one and one and a half.
Repeat with every radiator in the house, beginning downstairs. If one of them needs bleeding every few weeks, there is a leak somewhere, and then you do need a plumber.
""",
    "en-review": """
Review: "The Salt Ledger" is a thriller about accountants, and it works
Hanne Brodie's third novel finds real dread in a column of figures
Margaret Oyelaran | June 12, 2024 | 2024-06-12T10:30:00Z | Culture
There is a scene about halfway through The Salt Ledger in which two people sit in a room and add. That is all that happens. It goes on for eleven pages, and I read them standing up.
Brodie, whose first two books were about divers and glaciers, has found in the audit of a bankrupt fish cannery the coldest water yet. Her heroine, Signe Tarrant, is sent to a northern port to close the accounts. The numbers agree. They agree too well. Somebody, she begins to see, has been inventing herring for nineteen years.
What follows is not quite a crime story, for the crime is plain by page sixty. It is a book about a town that has agreed not to look, and about what it does to the one person whose job it is.
The prose is dry, sometimes to the point of thirst. One misses, now and then, the humour of her earlier work, and the husband who telephones every evening never becomes more than a voice. But the last chapter, in which the ledger is finally read aloud in the chapel, is as good as anything I have read this year.
**The Salt Ledger** by Hanne Brodie. Quillfoot Press, 312 pages, £18.99. Four stars out of five.
""",
    "en-press": """
Tarnwell Instruments opens second plant for marine sensors
Ninety new jobs in the Lowmoor valley by the end of 2025
Tarnwell Instruments plc | 9 April 2024 | 2024-04-09T07:00:00Z | Business
LOWMOOR, 9 April 2024. Tarnwell Instruments, a maker of sensors for ships and harbours, today opened its second plant in the Lowmoor valley. The site will produce up to forty thousand tide and wave gauges a year and will employ ninety people when it is fully staffed.
"We looked at eleven places and came back to the one where we started," said Greta Ollerton, Chief Executive Officer. "The people here know how to build things that must not fail in salt water."
The investment of £23 million was supported by a grant from the regional growth fund. Production of the new TG-9 gauge begins in May; first deliveries are planned for the third quarter.
The building is heated with water from a disused mine and draws half of its electricity from panels on its roof. Rainwater is collected for the test basins.
## About Tarnwell Instruments
Founded in 1968, Tarnwell Instruments develops and manufactures measuring equipment for maritime use. It has 640 employees at four sites and had a turnover of £88 million in 2023.
## Media contact
Oliver Penhale, +44 1632 960 114, press@tarnwell.example
""",
    "en-recipe": """
Leek and barley broth with brown butter
A pot that looks after itself while you do something else
Ines Whitlock | 3 November 2024 | 2024-11-03 | Food
My aunt made this on Sundays when the church went on too long. It forgives everything, lateness above all.
The trick is the butter. Let it go until it smells of hazelnuts, and stir it in at the very end, so that it floats in small golden coins.
## Ingredients
- 4 large leeks, washed and sliced
- 150 g pearl barley
- 1.5 litres of chicken or vegetable stock
- 80 g butter
- 1 bay leaf
- salt, pepper, a little nutmeg
## Method
Sweat the leeks in a spoonful of the butter, with the lid on, for ten minutes. They should be soft and not at all brown.
Add the barley, the bay leaf and the stock. Simmer for fifty minutes, or until the barley has swollen and the broth is cloudy.
Melt the rest of the butter in a small pan and wait. When the foam sinks and the bottom is flecked with brown, take it off at once.
Season the broth, ladle it into bowls, and spoon the butter over. It is better on the second day, and best on the third.
""",
    "en-list": """
Seven small towns worth missing a train for
From a harbour with no cars to a museum of locks: places where an hour's delay is a gift
Callum Breck | July 19, 2024 | 2024-07-19T09:00:00Z | Travel
Some towns are destinations. Others you only ever see through a window while the engine takes on passengers. Next time, get off.
## 1. Pennick
The harbour has no road. Everything arrives by water, including the postman, and the silence at noon is so complete that you can hear the ice melting in other people's glasses.
## 2. Great Osmund
Come for the market hall, stay for the cheese scones. The clock has been four minutes fast since 1926, and the townsfolk catch every train.
## 3. Low Tarrock
A museum of locks and keys, run by two brothers who do not speak to each other. Buy both tickets.
## 4. Sallow Bridge
The bridge is gone, the sallows remain. Walk along the bank until you come to the ferryman's bell and ring it twice.
## 5. Marram
Sand in everything, above all in the hotel carpets. The beach is eleven miles long and has one bench.
## 6. Thornby Junction
A town that exists because two companies could not agree on a gauge. The refreshment room is still lit by gas on Fridays.
## 7. Ebb
Twice a day it is an island. Check the tables before you order a second drink.
""",
    "en-paywalled": """
Inside the vote that nearly broke the teachers' union
Three delegates, one lift and a show of hands at a quarter to four in the morning
Priya Desmond | 30 January 2024 | 2024-01-30T06:00:00Z | Education
At a quarter to four in the morning somebody opened a window in the Corn Exchange, and the smoke alarm, which had been ringing on and off since midnight, finally stopped. In the silence the chairman asked for a show of hands.
What happened next has been told in six different ways by the six people who agreed to speak to me. They agree on this: the hands were counted twice, and the second count came out differently.
The dispute was nominally about pay. The offer, four and a half per cent over two years, had been recommended by the executive and rejected by every branch north of the river. Underneath it lay an older quarrel, about whether a union of a hundred and ten thousand members could still be run from a single floor of a single building.
"We were not voting about money," said one delegate, who has taught geography for thirty years. "We were voting about who gets the keys."
The second count was carried by nine. Two branch secretaries left the room and got into the lift, which stuck between floors; by the time the fire brigade had freed them, the meeting was closed and the minutes were signed.
An inquiry by a retired judge found in November that nothing improper had been done. It recommended, among other things, an electronic vote and a better lift. The first will be used at the conference in Easter week. The second has been put out to tender.
""",
}
