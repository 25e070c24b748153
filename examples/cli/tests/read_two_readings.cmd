printf 'study;yi;vi\nA;1.040;2\nB;2.125;1\n' | "$tausq" fit -
printf 'study;yi;vi\nA;1.040;2\nB;2.125;1\n' | "$tausq" fit - --decimal point --method CE --format csv | cut -d, -f1,2
printf 'study;yi;vi\nA;1,5;2\nB;2.5;1\n' | "$tausq" fit -
